"""Ready-made interventions on a learned positional embedding."""

from collections.abc import Iterator

from residview.api.example_prompts import Prompts, example
from residview.api.schemas_interventions import AverageEdit, Example, PlaceEdit, RankEdit, ShiftEdit

_RANKS = (0, 1, 2, 3, 6)
_GROUP = 4


def of_places(prompts: Prompts) -> Iterator[Example]:
    a, b = prompts.words
    n = len(prompts.sentence)
    exchanged = list(range(n))
    first, second = map(prompts.sentence.index, (prompts.a, prompts.b))
    exchanged[first], exchanged[second] = second, first
    yield example(
        prompts,
        "words-exchanged",
        f"“{a}” at the position of “{b}”, and the reverse",
        "The two words keep their order, but each is told that it stands in the other's place. A model that went by "
        "position alone would read them exchanged.",
        prompts.sentence,
        PlaceEdit(kind="place", places=exchanged),
    )
    yield example(
        prompts,
        "positions-reversed",
        "Positions in reverse",
        "The last token is told that it stands first, and so on. The divergence says how much is read off positions.",
        prompts.sentence,
        PlaceEdit(kind="place", places=list(reversed(range(n)))),
    )
    yield example(
        prompts,
        "positions-averaged",
        f"Positions in groups of {_GROUP}",
        "Neighbours share the mean of their positional embeddings, so that the model knows only roughly where a token "
        "stands.",
        prompts.text,
        AverageEdit(kind="average", group=_GROUP),
    )


def of_places_in_order(prompts: Prompts) -> Iterator[Example]:
    """Of models in which each token sees only those before it."""
    a, b = prompts.words
    in_pairs, at_one = (prompts.reach(ids) for ids in (prompts.alternating, prompts.sentence))
    by = max(1, (prompts.n_ctx - len(prompts.repeated)) // 2)
    yield example(
        prompts,
        "repeated-token-shifted",
        f"“{a}” again and again, {by} positions later",
        "The tokens and their order stay: all that changes comes of the positional embedding.",
        prompts.repeated,
        ShiftEdit(kind="shift", by=by),
    )
    yield example(
        prompts,
        "alternating-pair-together",
        f"“{a}” and “{b}” in turn, each pair at one position",
        "The two of a pair are told that they stand at the same position. Where the guesses stay, the turns were not "
        "told by odd and even positions.",
        prompts.alternating,
        PlaceEdit(kind="place", places=[(token + 1) // 2 for token in range(in_pairs)]),
    )
    yield example(
        prompts,
        "one-position",
        "All tokens at one position",
        "Every token but the first is told that it stands at position 1, also those that follow. The causal mask "
        "still gives them an order: see how much of it the model tells from that.",
        prompts.sentence,
        PlaceEdit(kind="place", places=[min(token, 1) for token in range(at_one)]),
    )


def of_few_dimensions(prompts: Prompts, d: int) -> Iterator[Example]:
    """Could a model use a position of three dimensions? The loss says what this one makes of it."""
    for k in _RANKS:
        if k <= min(prompts.n_ctx - 1, d):
            components = {0: "", 1: " and first component"}.get(k, f" and first {k} components")
            yield example(
                prompts,
                f"rank-{k}",
                f"A position of {k} dimensions" if k != 1 else "A position of one dimension",
                f"Keeps only the mean{components} of the positional embedding. Compare the loss before and after, and "
                "with that of more or fewer dimensions.",
                prompts.text,
                RankEdit(kind="rank", k=k),
            )
