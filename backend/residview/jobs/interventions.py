"""A prompt run with changes, from a stored request to a stored result."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from residview.forward.continuation import Continuation
from residview.forward.edits import AblateHead, Add, Remove, SetComponent, Transplant, vector_at
from residview.forward.interventions import Branch, Edit, intervene
from residview.forward.opened import OpenModel
from residview.forward.positions import AveragePositions, ProjectPositions, ReplacePositions, ShiftPositions
from residview.jobs.lens import GUESSES
from residview.jobs.packing import Vector, unpacked, written

if TYPE_CHECKING:
    from residview.jobs.tasks import Work


def intervention(work: "Work") -> dict[str, Any]:
    """What each position predicts before and after, and how far that differs.

    Raises BadPrompt, BadEdit, NoDirection, UnknownSite or NoLens.
    """
    asked, model = work.run.request["asked"], work.model
    vectors = [None if each is None else unpacked(each) for each in work.run.request["vectors"]]
    edits = [
        made
        for edit, vector in zip(asked["edits"], vectors, strict=True)
        for made in (_directed(edit, vector) if vector is not None else [_other(model, edit)])
    ]
    wanted = asked["continuation"] and Continuation(**asked["continuation"])
    found = intervene(model, asked["ids"], edits, wanted, GUESSES, work.yield_point)
    return {
        "identical": found.identical,
        "divergences": written(found.divergence),
        "note": found.note or _ends_early(found.before.continuation, wanted),
        "before": _written(found.before),
        "after": _written(found.after),
    }


def _directed(edit: dict[str, Any], vector: Vector) -> Iterator[Edit]:
    """An edit with a direction, once for each of its sites."""
    for site in edit["sites"]:
        match edit:
            case {"kind": "add", "strength": strength}:
                yield Add(site, edit["positions"], vector, strength)
            case {"kind": "remove"}:
                yield Remove(site, edit["positions"], vector)
            case {"kind": "set", "value": value}:
                yield SetComponent(site, edit["positions"], vector, value)


def _other(model: OpenModel, edit: dict[str, Any]) -> Edit:
    match edit:
        case {"kind": "head", "layer": layer, "head": head, "how": how}:
            return AblateHead(layer, head, how)
        case {"kind": "place", "places": places}:
            return ReplacePositions(places)
        case {"kind": "shift", "by": by}:
            return ShiftPositions(by)
        case {"kind": "average", "group": size}:
            return AveragePositions(size)
        case {"kind": "rank", "k": k}:
            return ProjectPositions(k)
        case {"kind": "transplant", "site": site, "from_ids": ids, "from_position": start, "to_position": end}:
            return Transplant(site, end, vector_at(model, ids, site, start))
    raise AssertionError(f"no edit is called {edit['kind']!r}")


def _written(branch: Branch) -> dict[str, Any]:
    return {
        "ids": branch.top.ids.tolist(),
        "probabilities": written(branch.top.probabilities),
        # Of what came after each token but the last.
        "losses": None if branch.loss is None else written(branch.loss),
        "continuation": branch.continuation,
    }


def _ends_early(made: list[int] | None, wanted: Continuation | None) -> str:
    """What is to be said of a continuation that is shorter than asked for."""
    if made is None or wanted is None or len(made) == wanted.tokens:
        return ""
    return (
        f"The continuation ends after {len(made)} of {wanted.tokens} tokens: those that would follow have no position."
    )
