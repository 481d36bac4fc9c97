"""A view of residuals held against the capture and basis it names: what is left out is filled in, what cannot be is
refused."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from residview.api.directions_from import Resolved, basis_at, check_space, resolve
from residview.api.schemas_saved import DirectionSource, MixSource, NamedSource
from residview.errors import BadRange
from residview.residuals_state import ResidualAxes, ResidualsState, Weight
from residview.store import captures, prompts, sites
from residview.store.tables import Basis, Model
from residview.store.tables_runs import Capture, SiteBasis, SiteRow


@dataclass(frozen=True)
class Place:
    """Where a view of residuals looks."""

    capture: Capture
    site: SiteRow
    basis: Basis | SiteBasis


def place_of(session: Session, state: ResidualsState, model: Model) -> Place:
    """Raises the kinds of NotFound, CaptureUnfinished or BadDirection."""
    site = sites.site(session, model, state.capture, state.site)
    return Place(captures.find(session, model, state.capture), site, basis_at(session, model, site, state.basis))


def completed(state: ResidualsState, basis: Basis | SiteBasis) -> ResidualsState:
    """The state with what was left out as this basis has it: the usual component, or the last there is."""
    axes = {
        axis: value if axis in state.axes.model_fields_set else min(value, basis.n_components)
        for axis, value in state.axes
    }
    return state.model_copy(update={"axes": ResidualAxes(**axes)})


def source_of(state: ResidualsState) -> DirectionSource:
    """The direction that the state reads along."""
    if isinstance(state.direction, str):
        return NamedSource(kind="named", name=state.direction)
    mix = state.direction if isinstance(state.direction, list) else [Weight(component=state.direction, weight=1)]
    return MixSource(kind="mix", capture=state.capture, site=state.site, basis=state.basis, weights=mix)


def direction_of(session: Session, state: ResidualsState, model: Model, site: SiteRow) -> Resolved:
    """Raises what `resolve` does, and BadDirection where it does not lie in the space of the site's rows."""
    found = resolve(session, model, source_of(state))
    check_space(found, site)
    return found


def check(session: Session, state: ResidualsState, model: Model, place: Place) -> None:
    """Refuse a state that names what is not there. Raises BadRange, BadDirection and the kinds of NotFound."""
    for axis, value in [*state.axes, ("direction", state.direction)]:
        if isinstance(value, int) and value > place.basis.n_components:
            field = axis if axis == "direction" else f"axes.{axis}"
            raise BadRange(
                f"state.{field} is {value}; the basis {place.basis.name!r} has components 1 to "
                f"{place.basis.n_components}."
            )
    direction_of(session, state, model, place.site)
    _check_prompts(session, state, place.capture)


def _check_prompts(session: Session, state: ResidualsState, capture: Capture) -> None:
    n = capture.n_shown
    named = {"first": state.first} | ({"focus.prompt": state.focus.prompt} if state.focus else {})
    for field, prompt in named.items():
        if prompt >= n:
            raise BadRange(f"state.{field} is {prompt}; the capture {capture.name!r} shows the prompts 0 to {n - 1}.")
    if state.focus is None:
        return
    (ids,) = prompts.ids(session, captures.prompt_set(session, capture), state.focus.prompt, state.focus.prompt + 1)
    if state.focus.position >= len(ids):
        raise BadRange(
            f"state.focus.position is {state.focus.position}; the prompt {state.focus.prompt} has the positions 0 to "
            f"{len(ids) - 1}."
        )
