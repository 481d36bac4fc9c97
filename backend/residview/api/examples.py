"""Ready-made interventions: experiments with words, heads and positions, in tokens of the model at hand.

Each is a request like any other. What a model cannot do is left out.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from residview.api.directions_from import resolve
from residview.api.example_positions import of_few_dimensions, of_places, of_places_in_order
from residview.api.example_prompts import Prompts, example, prompts_of
from residview.api.schemas_find import MeanIn
from residview.api.schemas_interventions import AddEdit, Example, HeadEdit, RemoveEdit, TransplantEdit
from residview.api.schemas_saved import PointsSource
from residview.models.architectures import LAYOUTS
from residview.store.tables import Model
from residview.vocabulary import PointSet, PositionalScheme

#: Where a row of W_E enters the first residual as it stands.
_ADDS_TOKENS = ("token + position", "token")


def examples_of(session: Session, model: Model) -> list[Example]:
    """All that the model can do. Raises ModelOutdated where its tokenizer was not stored."""
    prompts = prompts_of(model)
    if prompts is None or model.n_layers is None:
        return []
    layout = LAYOUTS[model.architecture]
    found = list(_of_words(prompts, model.n_layers))
    if layout.first_residual in _ADDS_TOKENS:
        found.append(_one_for_another(prompts, resolve(session, model, _difference(prompts)).norm))
    if layout.causal:
        found += _of_order(prompts, model.n_layers // 2)
    if model.positional_scheme == PositionalScheme.LEARNED:
        found += of_places(prompts)
        if layout.causal:
            found += [*of_places_in_order(prompts), *of_few_dimensions(prompts, model.d_model)]
    return [each for each in found if len(each.asked.ids) <= prompts.n_ctx]


def _difference(prompts: Prompts) -> PointsSource:
    """From the embedding of the second word to that of the first."""
    return PointsSource(
        kind="points",
        plus=MeanIn(point_set=PointSet.TOKENS, ids=[prompts.a]),
        minus=MeanIn(point_set=PointSet.TOKENS, ids=[prompts.b]),
    )


def _of_words(prompts: Prompts, n_layers: int) -> Iterator[Example]:
    a, b = prompts.words
    before_blocks = [f"{layer}.resid_pre" for layer in range(n_layers)]
    at = prompts.sentence.index(prompts.a)
    yield example(
        prompts,
        "zero-strength",
        "A direction added at no strength",
        "Adds 0 times a direction before every block. All logits are the untouched run's, bit for bit.",
        prompts.sentence,
        AddEdit(kind="add", direction=_difference(prompts), sites=before_blocks, strength=0.0),
    )
    yield example(
        prompts,
        "remove-direction",
        f"Without what tells “{a}” from “{b}”",
        f"Removes, before every block, the component along the difference of the embeddings of “{a}” and “{b}”. Where "
        "the divergence is large, that component was read.",
        prompts.sentence,
        RemoveEdit(kind="remove", direction=_difference(prompts), sites=before_blocks),
    )
    yield example(
        prompts,
        "transplant",
        f"A residual of “{b}” in the place of “{a}”",
        f"At the first “{a}”, half-way through the layers, the residual is that of the same sentence with its words "
        "exchanged. See how far the rest goes along with the other word.",
        prompts.sentence,
        TransplantEdit(
            kind="transplant",
            from_ids=prompts.exchanged,
            from_position=at,
            site=f"{n_layers // 2}.resid_pre",
            to_position=at,
        ),
    )


def _one_for_another(prompts: Prompts, distance: float) -> Example:
    a, b = prompts.words
    return example(
        prompts,
        "one-word-for-another",
        f"“{b}” turned into “{a}”",
        f"Adds the difference of the two embeddings, at its own length, where “{b}” first stands. The model reads "
        f"“{a}” there: all that follows is what it says of the prompt with that word, but for rounding.",
        prompts.sentence,
        AddEdit(
            kind="add",
            direction=_difference(prompts),
            sites=["0.resid_pre"],
            positions=[prompts.sentence.index(prompts.b)],
            strength=distance,
        ),
    )


def _of_order(prompts: Prompts, layer: int) -> Iterator[Example]:
    """Of models in which each token sees only those before it."""
    a, b = prompts.words
    yield example(
        prompts,
        "repeated-token",
        f"“{a}” again and again",
        "One token throughout, nothing changed: only its position, and how many stand before, tells one place from "
        "the next. Read the guesses and the losses from first to last.",
        prompts.repeated,
    )
    yield example(
        prompts,
        "alternating-pair",
        f"“{a}” and “{b}” in turn",
        "Nothing is changed. The losses say how soon, and of which word sooner, the model expects the pair to go on.",
        prompts.alternating,
    )
    yield example(
        prompts,
        "head-removed",
        "Without a head",
        f"Head 0 of layer {layer} writes nothing while a text is read twice. Where the divergence is larger the "
        "second time, the head helped to find the text again. Try other heads.",
        prompts.twice,
        HeadEdit(kind="head", layer=layer, head=0, how="zero"),
    )
    yield example(
        prompts,
        "head-averaged",
        "A head that writes the same everywhere",
        f"Head 0 of layer {layer} writes its mean over the prompt at every token. What it writes anyway stays, so "
        "that the divergence is of what it tells apart.",
        prompts.twice,
        HeadEdit(kind="head", layer=layer, head=0, how="mean"),
    )
