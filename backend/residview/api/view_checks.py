"""A view state held against the model and basis it names: what is left out is filled in, what cannot be is refused."""

from sqlalchemy.orm import Session

from residview.errors import BadRange
from residview.store import directions, models, sums
from residview.store.tables import Basis, Model
from residview.view_state import Axes, ViewState, id_runs
from residview.vocabulary import MAX_SUBSPACE


def completed(state: ViewState, basis: Basis) -> ViewState:
    """The state with what was left out as this basis has it: the usual component, or the last there is."""
    axes = {
        axis: value if axis in state.axes.model_fields_set else min(int(value), basis.n_components)
        for axis, value in state.axes
    }
    k = state.k if "k" in state.model_fields_set else min(state.k, basis.n_components, MAX_SUBSPACE)
    return state.model_copy(update={"axes": Axes(**axes), "k": k})


def check(session: Session, state: ViewState, model: Model, basis: Basis) -> None:
    """Refuse a state that names what this model does not have. Raises BadRange and the kinds of NotFound."""
    _check_components(session, state, model, basis)
    sizes = {each.name: each.n for each in model.point_sets}
    if state.sums is not None:
        sizes[state.sums] = len(sums.find(session, model, state.sums).ids)
    if state.focus is not None:
        _check_ids("state.focus.id", state.focus.id, state.focus.point_set, sizes, model)
    if state.selection is not None:
        last = id_runs(state.selection.ids)[-1][1]
        _check_ids("state.selection.ids", last, state.selection.point_set, sizes, model)


def _check_components(session: Session, state: ViewState, model: Model, basis: Basis) -> None:
    has = f"the basis {basis.name!r} has components 1 to {basis.n_components}"
    for axis, value in state.axes:
        if isinstance(value, str):
            directions.find(session, model, value)
        elif value > basis.n_components:
            raise BadRange(f"state.axes.{axis} is {value}; {has}.")
    if state.color.component > basis.n_components:
        raise BadRange(f"state.color.component is {state.color.component}; {has}.")
    if state.k > min(basis.n_components, MAX_SUBSPACE):
        raise BadRange(f"state.k is {state.k}; {has}, and subspaces are measured for k up to {MAX_SUBSPACE}.")


def _check_ids(field: str, last: int, name: str, sizes: dict[str, int], model: Model) -> None:
    n = sizes.get(name)
    if n is None:
        n = models.point_set(model, name).n  # says which there are
    if last >= n:
        raise BadRange(f"{field} names the id {last}; the {n:,} points of {name!r} have ids 0 to {n - 1}.")
