"""View states of every kind that the demo model can show."""

from typing import Any

from hypothesis import strategies as st

from residview.vocabulary import Aspect, ColorBy, Side, Stage, Theme, TokenClass

_COMPONENT = st.integers(1, 64)
_NUMBER = st.floats(-1e6, 1e6)


def as_runs(ids: set[int]) -> str:
    """Ids as a view state writes them: "3-7,12"."""
    starts = [id_ for id_ in sorted(ids) if id_ - 1 not in ids]
    ends = [id_ for id_ in sorted(ids) if id_ + 1 not in ids]
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in zip(starts, ends, strict=True))


def _some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of the fields, the others left out."""
    return st.fixed_dictionaries({}, optional=fields)


def states() -> st.SearchStrategy[dict[str, Any]]:
    vector = st.fixed_dictionaries({"x": _NUMBER, "y": _NUMBER, "z": _NUMBER})
    sizes = st.sampled_from([("positions", 128), ("tokens", 4096)])
    point = sizes.flatmap(lambda each: st.fixed_dictionaries({"point_set": st.just(each[0]), "id": _ids(each)}))
    selection = sizes.flatmap(
        lambda each: st.fixed_dictionaries(
            {"point_set": st.just(each[0]), "ids": st.sets(_ids(each), min_size=1, max_size=50).map(as_runs)}
        )
    )
    shown = ("positions", "tokens", "unembedding", "path", "marks", "neighbors")
    hidden = st.lists(st.sampled_from([*map(str, TokenClass)]), max_size=len(TokenClass))
    color = _some(by=_one_of(ColorBy), component=_COMPONENT, hidden=hidden, fade=st.booleans())
    optional = {
        "axes": _some(x=_COMPONENT, y=_COMPONENT, z=_COMPONENT),
        "show": _some(**{name: st.booleans() for name in shown}),
        "color": color,
        "focus": st.none() | point,
        "selection": st.none() | selection,
        "stage": _one_of(Stage),
        "side": _one_of(Side),
        "k": _COMPONENT,
        "size": st.floats(0.25, 4),
        "theme": _one_of(Theme),
        "aspect": _one_of(Aspect),
        "camera": _some(eye=vector, center=vector, up=vector),
    }
    required = {"model": st.just("demo"), "basis": st.sampled_from(["positions", "tokens"])}
    return st.fixed_dictionaries(required, optional=optional)


def _ids(point_set: tuple[str, int]) -> st.SearchStrategy[int]:
    return st.integers(0, point_set[1] - 1)


def _one_of(words: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(word) for word in words])
