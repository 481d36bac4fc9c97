"""What is asked of a forward pass, held against what is known of a model without running it.

Each failure names the value and the way out. What only the running model knows is left to the worker, which fails in
the same words.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from residview.api.directions_from import resolve
from residview.api.schemas_interventions import (
    AddEdit,
    AverageEdit,
    Edit,
    HeadEdit,
    InterventionIn,
    LensIn,
    PlaceEdit,
    RankEdit,
    RemoveEdit,
    SetEdit,
    ShiftEdit,
    TransplantEdit,
)
from residview.errors import BadDirection, BadEdit, BadPrompt, NoLens, UnknownSite
from residview.jobs.packing import packed
from residview.models.architectures import LAYOUTS
from residview.store import models
from residview.store.spaces import space_of
from residview.store.tables import Model
from residview.vocabulary import RESIDUAL, Part, PointSet, PositionalScheme

#: A lens holds ten guesses for each token at each stop: 512 tokens of a model of twelve layers are some megabytes.
MAX_LENS_TOKENS = 512

_WITH_HEADS = (Part.Z, Part.RESULT, Part.Q, Part.K, Part.V)

_INSTEAD = {
    PositionalScheme.ROTARY: "turning queries and keys in every layer (rotary embedding)",
    PositionalScheme.ALIBI: "lowering attention with distance in every layer (ALiBi)",
    PositionalScheme.NONE: "the causal mask alone",
}

_Directed = AddEdit | RemoveEdit | SetEdit
_Positional = PlaceEdit | ShiftEdit | AverageEdit | RankEdit


def lens_request(model: Model, asked: LensIn) -> dict[str, Any]:
    """What a worker is given. Raises BadPrompt or NoLens."""
    _check_causal(model)
    _check_ids(model, asked.ids, "The prompt")
    if len(asked.ids) > MAX_LENS_TOKENS:
        raise BadPrompt(
            f"The prompt has {len(asked.ids):,} tokens; the lens takes up to {MAX_LENS_TOKENS}, at every layer. Ask "
            "for a part of it."
        )
    return {"asked": asked.model_dump(mode="json")}


def intervention_request(session: Session, model: Model, asked: InterventionIn) -> dict[str, Any]:
    """What a worker is given: what was asked, and each direction as numbers, so that it needs nothing else.

    Raises BadPrompt, BadEdit, UnknownSite or BadDirection, or what `resolve` raises where a direction cannot be made.
    """
    _check_ids(model, asked.ids, "The prompt")
    vectors = []
    for number, edit in enumerate(asked.edits, start=1):
        checks = _Checks(model, len(asked.ids), f"Edit {number} ({edit.kind})")
        checks.check(edit)
        vectors.append(_vector(session, checks, edit) if isinstance(edit, _Directed) else None)
    _check_places(model, asked)
    return {"asked": asked.model_dump(mode="json"), "vectors": vectors}


def _vector(session: Session, checks: "_Checks", edit: _Directed) -> str:
    """The unit vector of an edit, which must lie in the space of each site it is used at."""
    resolved = resolve(session, checks.model, edit.direction)
    for site in edit.sites:
        space = space_of(site)
        if resolved.space != space:
            raise BadDirection(
                f"{checks.which} uses a direction of {_called(resolved.space)} at {site}, whose numbers are of "
                f"{_called(space)}. Take a direction from there, or another site."
            )
    return packed(resolved.vector)


def _called(space: str) -> str:
    return "the residual stream" if space == RESIDUAL else space


def _split(site: str) -> tuple[int, str, int | None]:
    """Layer, part and head of a name of the right form."""
    layer, part, *head = site.split(".")
    return int(layer), part, int(head[0]) if head else None


def _check_causal(model: Model) -> None:
    if not LAYOUTS[model.architecture].causal:
        raise NoLens(
            f"The model {model.name!r} reads in both directions ({model.architecture}): its head was trained to fill "
            "in masked tokens, and says nothing about a next one. Choose a model that writes from left to right."
        )


def _check_ids(model: Model, ids: Sequence[int], which: str) -> None:
    if model.n_ctx is not None and len(ids) > model.n_ctx:
        raise BadPrompt(
            f"{which} has {len(ids):,} tokens; the model {model.name!r} reads up to {model.n_ctx:,}. Shorten it."
        )
    named = models.point_set(model, PointSet.TOKENS).n
    beyond = next((id_ for id_ in ids if id_ >= named), None)
    if beyond is not None:
        raise BadPrompt(
            f"{which} has the id {beyond}; the tokens of {model.name!r} have the ids 0 to {named - 1:,}. It was made "
            "with another tokenizer."
        )


def _check_places(model: Model, asked: InterventionIn) -> None:
    """Where all edits together put the prompt's tokens; of those that follow, only some may find a place."""
    places = list(range(len(asked.ids)))
    for edit in asked.edits:
        if isinstance(edit, PlaceEdit):
            places = edit.places[: len(places)]
        elif isinstance(edit, ShiftEdit):
            places = [place + edit.by for place in places]
    if model.n_ctx is not None:
        outside = next((token for token, place in enumerate(places) if not 0 <= place < model.n_ctx), None)
        if outside is not None:
            raise BadEdit(
                f"Token {outside} would be at position {places[outside]:,}; those of {model.name!r} are 0 to "
                f"{model.n_ctx - 1:,}. Shift by less, or name another place."
            )


@dataclass(frozen=True)
class _Checks:
    """What an edit may name in a model and a prompt of `n` tokens. Raise BadEdit, UnknownSite or BadPrompt."""

    model: Model
    n: int
    which: str

    def check(self, edit: Edit) -> None:
        match edit:
            case AddEdit() | RemoveEdit() | SetEdit():
                self._directed(edit)
            case HeadEdit():
                self._layer(edit.layer)
                self._head(edit.head)
            case TransplantEdit():
                self._transplant(edit)
            case _:
                self._positional(edit)

    def _directed(self, edit: _Directed) -> None:
        self._once(edit.sites, "site")
        for site in edit.sites:
            self._site(site)
        self._once(edit.positions or [], "position")
        for position in edit.positions or []:
            self._position(position, self.n, "the prompt's positions")

    def _transplant(self, edit: TransplantEdit) -> None:
        _check_ids(self.model, edit.from_ids, f"{self.which}: the other prompt")
        self._position(edit.from_position, len(edit.from_ids), "the other prompt's positions")
        self._position(edit.to_position, self.n, "the prompt's positions")
        self._site(edit.site)

    def _positional(self, edit: _Positional) -> None:
        if self.model.positional_scheme != PositionalScheme.LEARNED:
            raise self._bad(
                f"the model {self.model.name!r} has no positional embedding to change; it tells position by "
                f"{_INSTEAD[PositionalScheme(self.model.positional_scheme)]}. Leave this edit out."
            )
        places = models.point_set(self.model, PointSet.POSITIONS).n
        most = min(places - 1, self.model.d_model)
        if isinstance(edit, PlaceEdit) and not self.n <= len(edit.places) <= places:
            raise self._bad(
                f"it places {len(edit.places):,} tokens, the prompt has {self.n:,}. Name a place for each; more are "
                f"for tokens that follow, up to {places:,} in all."
            )
        if isinstance(edit, AverageEdit) and edit.group > places:
            raise self._bad(f"groups of {edit.group:,} positions, but there are {places:,}. Take fewer.")
        if isinstance(edit, RankEdit) and edit.k > most:
            raise self._bad(f"k is {edit.k:,}, but the positional embedding has {most:,} components. Take fewer.")

    def _site(self, site: str) -> None:
        layer, part, head = _split(site)
        if part not in list(Part):
            raise UnknownSite(
                f"{self.which}: {site!r} names no site, as there is no part {part!r}. The parts are {', '.join(Part)}."
            )
        if (head is None) == (part in _WITH_HEADS):
            raise UnknownSite(
                f"{self.which}: {site!r} names no site: {part} "
                + (f"belongs to a head. Name one, as in {layer}.{part}.0." if head is None else "belongs to no head.")
            )
        self._layer(layer)
        if head is not None:
            self._head(head)

    def _layer(self, layer: int) -> None:
        if self.model.n_layers is not None and layer >= self.model.n_layers:
            raise UnknownSite(f"{self.which}: there is no layer {layer}, they are 0 to {self.model.n_layers - 1}.")

    def _head(self, head: int) -> None:
        if self.model.n_heads is not None and head >= self.model.n_heads:
            raise UnknownSite(f"{self.which}: there is no head {head}, they are 0 to {self.model.n_heads - 1}.")

    def _position(self, position: int, n: int, which: str) -> None:
        if position >= n:
            raise self._bad(f"it names the position {position}; {which} are 0 to {n - 1}.")

    def _once(self, named: Sequence[object], what: str) -> None:
        twice = next((each for each, times in Counter(named).items() if times > 1), None)
        if twice is not None:
            raise self._bad(f"it names the {what} {twice} more than once. Name each once, and change the strength.")

    def _bad(self, says: str) -> BadEdit:
        return BadEdit(f"{self.which}: {says}")
