"""Permalinks: stored view states, pinned to what they show."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.orm import Session

from residview import view_state
from residview.api.deps import DatabaseDep
from residview.api.problems import responses
from residview.api.schemas import PermalinkIn, PermalinkOut, Pins
from residview.errors import BadRange, UnknownBasis, UnknownModel
from residview.store import bases, models, permalinks
from residview.store.tables import Basis, Model, Permalink
from residview.view_state import Axes, ViewState

Slug = Annotated[str, Path(description="what stands behind /v/", examples=["k3w9q2hd7m"], max_length=100)]

PNG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
}

router = APIRouter(prefix="/permalinks", tags=["permalinks"], responses=responses(503))


@router.post("", status_code=201, responses=responses(400, 404, 413, 422))
def create_permalink(body: PermalinkIn, database: DatabaseDep) -> PermalinkOut:
    """Store a view state. The same state of the same basis gets the same link."""
    with database.transaction() as session:
        model = models.ready_model(session, body.state.model)
        basis = bases.basis(session, model, body.state.basis)
        state = _with_axes(body.state, basis)
        pins = Pins(model_revision=model.revision, basis_key=basis.key, basis_checksum=basis.checksum)
        stored = permalinks.save(session, state.model_dump(mode="json"), pins.model_dump(mode="json"))
        return _out(stored, differences=[])


@router.get("/{slug}", responses=responses(404))
def get_permalink(database: DatabaseDep, slug: Slug) -> PermalinkOut:
    """A stored view state, and in what this server differs from what it was made of."""
    with database.reading() as session:
        stored = permalinks.find(session, slug)
        return _out(stored, _differences(session, stored))


@router.get("/{slug}/preview.png", response_class=Response, responses={**PNG, **responses(404)})
def get_preview(request: Request, database: DatabaseDep, slug: Slug) -> Response:
    """A picture of the view, 1200 x 630, drawn on the server, for previews of the link."""
    raise NotImplementedError


def _out(stored: Permalink, differences: list[str]) -> PermalinkOut:
    return PermalinkOut(
        slug=stored.slug,
        url=f"/v/{stored.slug}",
        state=ViewState.model_validate(view_state.upgrade(stored.state)),
        pins=Pins.model_validate(stored.pins),
        title=stored.title,
        note=stored.note,
        preview_url=f"/api/v1/permalinks/{stored.slug}/preview.png",
        created_at=stored.created_at,
        differences=differences,
    )


def _with_axes(state: ViewState, basis: Basis) -> ViewState:
    """The state with axes that the basis has: one left out is the usual one, or the last there is."""
    axes = state.axes.model_dump()
    for axis, component in axes.items():
        if axis not in state.axes.model_fields_set:
            axes[axis] = min(component, basis.n_components)
        elif component > basis.n_components:
            raise BadRange(
                f"state.axes.{axis} is {component}; the basis {basis.name!r} has components 1 to {basis.n_components}."
            )
    return state.model_copy(update={"axes": Axes(**axes)})


def _differences(session: Session, stored: Permalink) -> list[str]:
    state = ViewState.model_validate(view_state.upgrade(stored.state))
    pins = Pins.model_validate(stored.pins)
    try:
        model = models.ready_model(session, state.model)
    except UnknownModel as error:
        return [f"{error} The link was made of revision {pins.model_revision[:12]}."]
    try:
        basis = bases.basis(session, model, state.basis)
    except UnknownBasis as error:
        return [str(error)]
    return [*_revision(model, pins), *_basis(basis, pins)]


def _revision(model: Model, pins: Pins) -> list[str]:
    if model.revision == pins.model_revision:
        return []
    return [
        f"The model {model.name!r} has other weights here: revision {model.revision[:12]}, where the link was "
        f"made of {pins.model_revision[:12]}."
    ]


def _basis(basis: Basis, pins: Pins) -> list[str]:
    if basis.checksum == pins.basis_checksum:
        return []
    if basis.key == pins.basis_key:
        return [
            f"The basis {basis.name!r} was computed anew on this server, from the same rows in the same way: "
            "numbers may differ by rounding, and nearly equal components may be rotated."
        ]
    return [f"The basis {basis.name!r} was fitted otherwise here than when the link was made."]
