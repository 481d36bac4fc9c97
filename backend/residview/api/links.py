"""Links as routes and pages open them."""

import logging
from dataclasses import dataclass

from sqlalchemy.orm import Session

from residview.api import any_state, differences, residual_checks, residual_differences, view_checks
from residview.api.differences import Found
from residview.api.making import restore_direction
from residview.api.residual_checks import Place
from residview.api.residual_differences import FoundResiduals
from residview.api.schemas_find import DirectionIn
from residview.api.schemas_permalinks import CapturePin, Pins, SumsPin
from residview.errors import ResidviewError
from residview.residuals_state import ResidualsState
from residview.store import bases, captures, directions, models, permalinks, saved, sums
from residview.store.session import Database
from residview.store.tables import Basis, Model, Permalink
from residview.view_state import ViewState

log = logging.getLogger("residview")


@dataclass(frozen=True)
class Link:
    """A stored link to a view of embeddings, read as the current version of everything, and what it finds here."""

    stored: Permalink
    state: ViewState
    pins: Pins
    found: Found


@dataclass(frozen=True)
class ResidualsLink:
    """The same to a view of residuals."""

    stored: Permalink
    state: ResidualsState
    pins: Pins
    found: FoundResiduals


def prepared(session: Session, state: ViewState | ResidualsState) -> tuple[ViewState | ResidualsState, Pins]:
    """A state as it is stored, with what was left out, and what it is made of. Raises where it names what is not
    there."""
    model = models.ready_model(session, state.model)
    if isinstance(state, ResidualsState):
        place = residual_checks.place_of(session, state, model)
        state = residual_checks.completed(state, place.basis)
        residual_checks.check(session, state, model, place)
        return state, _residual_pins(session, state, model, place)
    basis = bases.basis(session, model, state.basis)
    state = view_checks.completed(state, basis)
    view_checks.check(session, state, model, basis)
    return state, _pins(session, state, model, basis)


def _pins(session: Session, state: ViewState, model: Model, basis: Basis) -> Pins:
    """What a view is made of; of directions and sums how to make them again."""
    names = {value for _, value in state.axes if isinstance(value, str)}
    prompt = None if state.sums is None else sums.find(session, model, state.sums)
    return Pins(
        model_revision=model.revision,
        basis_key=basis.key,
        basis_checksum=basis.checksum,
        directions=_recipes(session, model, names),
        sums=SumsPin.model_validate(prompt) if prompt else None,
    )


def _residual_pins(session: Session, state: ResidualsState, model: Model, place: Place) -> Pins:
    """The same of a view of residuals."""
    named = {state.direction} if isinstance(state.direction, str) else set()
    kept = [saved.find(session, model, name) for name in named if name.startswith(saved.PREFIX)]
    return Pins(
        model_revision=model.revision,
        basis_key=place.basis.key,
        basis_checksum=place.basis.checksum,
        directions=_recipes(session, model, named - {each.name for each in kept}),
        captured=CapturePin(
            prompts=captures.prompt_set(session, place.capture).checksum,
            site=place.site.checksum,
            direction=kept[0].checksum if kept else None,
        ),
    )


def _recipes(session: Session, model: Model, names: set[str]) -> dict[str, DirectionIn]:
    return {name: DirectionIn.model_validate(directions.find(session, model, name).recipe) for name in sorted(names)}


def opened(session: Session, stored: Permalink) -> Link | ResidualsLink:
    state, pins = any_state.read(stored.state), Pins.model_validate(stored.pins)
    if isinstance(state, ResidualsState):
        residuals = residual_differences.found(session, state, pins)
        if residuals.place is not None:
            state = residual_checks.completed(state, residuals.place.basis)
        return ResidualsLink(stored, state, pins, residuals)
    found = differences.found(session, state, pins)
    if found.basis is not None:
        state = view_checks.completed(state, found.basis)
    return Link(stored, state, pins, found)


def restore_pinned(database: Database, slug: str) -> None:
    """Make again what a link is pinned to, where its weights are here and its directions or sums are not."""
    with database.reading() as session:
        stored = permalinks.find(session, slug)
        pins, state = Pins.model_validate(stored.pins), any_state.read(stored.state)
        if not differences.missing(session, pins):
            return
        model = differences.same_revision(models.ready_models(session), state.model, pins)
    if model is None:
        return
    try:
        with database.transaction() as session:
            for name, recipe in pins.directions.items():
                restore_direction(session, model, name, recipe)
            if pins.sums is not None:
                sums.keep(session, model, pins.sums.name, pins.sums.text, pins.sums.ids)
    except ResidviewError as error:
        log.warning("link %s: %s", slug, error)  # the link names what is missing
