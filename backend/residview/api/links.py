"""Links as routes and pages open them."""

import logging
from dataclasses import dataclass

from sqlalchemy.orm import Session

from residview import view_state
from residview.api import differences
from residview.api.differences import Found
from residview.api.making import restore_direction
from residview.api.schemas_find import DirectionIn
from residview.api.schemas_permalinks import Pins, SumsPin
from residview.api.view_checks import completed
from residview.errors import ResidviewError
from residview.store import directions, models, permalinks, sums
from residview.store.session import Database
from residview.store.tables import Basis, Model, Permalink
from residview.view_state import ViewState

log = logging.getLogger("residview")


@dataclass(frozen=True)
class Link:
    """A stored link, read as the current version of everything, and what it finds here."""

    stored: Permalink
    state: ViewState
    pins: Pins
    found: Found


def pins_of(session: Session, state: ViewState, model: Model, basis: Basis) -> Pins:
    """What a view is made of; of directions and sums how to make them again."""
    names = {value for _, value in state.axes if isinstance(value, str)}
    prompt = None if state.sums is None else sums.find(session, model, state.sums)
    return Pins(
        model_revision=model.revision,
        basis_key=basis.key,
        basis_checksum=basis.checksum,
        directions={
            name: DirectionIn.model_validate(directions.find(session, model, name).recipe) for name in sorted(names)
        },
        sums=SumsPin.model_validate(prompt) if prompt else None,
    )


def opened(session: Session, stored: Permalink) -> Link:
    state, pins = view_state.read(stored.state), Pins.model_validate(stored.pins)
    found = differences.found(session, state, pins)
    if found.basis is not None:
        state = completed(state, found.basis)
    return Link(stored, state, pins, found)


def restore_pinned(database: Database, slug: str) -> None:
    """Make again what a link is pinned to, where its weights are here and its directions or sums are not."""
    with database.reading() as session:
        stored = permalinks.find(session, slug)
        pins, state = Pins.model_validate(stored.pins), view_state.read(stored.state)
        if not differences.missing(session, pins):
            return
        model = differences.same_revision(models.ready_models(session), state, pins)
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
