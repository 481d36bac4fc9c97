"""What was measured of point sets: in a basis, or between them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.errors import NothingToCompare, NotMeasured
from residview.store.tables import Basis, Cosines, Model, Norms, PointSetRow, Subspace
from residview.vocabulary import PointSet


def norms(session: Session, model: Model, basis: Basis, points: PointSetRow) -> bytes:
    """Squared lengths, (n, 3) float32, column-major: from the basis's centre, from the rows' mean, from the origin.

    Raises NotMeasured."""
    query = select(Norms.data).where(Norms.basis_id == basis.id, Norms.point_set_id == points.id)
    found = session.scalar(query)
    if found is None:
        raise NotMeasured(model.name, f"Lengths of {points.name} in the basis {basis.name!r} were")
    return found


def subspace(session: Session, model: Model, basis: Basis, points: PointSetRow) -> dict[str, Any]:
    """What `numerics.subspaces.measure` found. Raises NotMeasured."""
    query = select(Subspace.measured).where(Subspace.basis_id == basis.id, Subspace.point_set_id == points.id)
    found: dict[str, Any] | None = session.scalar(query)
    if found is None:
        raise NotMeasured(model.name, f"Shares of {points.name} in the basis {basis.name!r} were")
    return found


def cosines(session: Session, model: Model) -> dict[str, Any]:
    """The largest cosines between tokens and positions. Raises NothingToCompare where there are no positions."""
    if PointSet.POSITIONS not in [each.name for each in model.point_sets]:
        raise NothingToCompare(
            f"The model {model.name!r} has no table of positions ({model.architecture}, {model.positional_scheme} "
            "positions), so its tokens have no positions to be compared with."
        )
    found: dict[str, Any] | None = session.scalar(select(Cosines.measured).where(Cosines.model_id == model.id))
    if found is None:
        raise NotMeasured(model.name, "Cosines between tokens and positions were")
    return found
