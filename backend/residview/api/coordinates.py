"""Coordinates of points along what a view has on its axes, from what is stored."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from residview.errors import UnknownDirection
from residview.store import bases, directions, models, sums, vectors
from residview.store.tables import Basis, Model, PointSetRow
from residview.vocabulary import PointSet

Columns = NDArray[np.float64]


class Coordinates:
    """Along components and directions of a basis. notes: what could not be read as it was asked for."""

    def __init__(self, session: Session, model: Model, basis: Basis) -> None:
        self.session, self.model, self.basis = session, model, basis
        self.notes: list[str] = []
        self._directions: dict[str, NDArray[np.float64]] = {}

    def axis(self, axis: int | str) -> int | str:
        """What is drawn on an axis: itself, or the first component where a direction cannot be."""
        if isinstance(axis, int):
            return min(axis, self.basis.n_components)
        try:
            vector = directions.vector(directions.find(self.session, self.model, axis))
        except UnknownDirection:
            self.notes.append(f"PC1 in place of {axis}")
            return 1
        # Where the basis scales, a direction is scaled as the points are, and made a unit vector again.
        scaled = vector / self._scale
        self._directions[axis] = scaled / np.linalg.norm(scaled)
        return axis

    def points(self, name: str, axes: list[int | str]) -> Columns:
        """A point set along the axes, from the basis's centre, (n, 3)."""
        points = models.point_set(self.model, name)
        return np.stack([self._column(points, axis) for axis in axes], axis=1)

    def sums(self, name: str, axes: list[int | str]) -> Columns:
        """Token + position for each token of a prompt, (n, 3): what is added is linear, but for the centre."""
        ids = np.array(sums.find(self.session, self.model, name).ids, dtype=np.int64)
        made: Columns = self.points(PointSet.TOKENS, axes)[ids]
        if PointSet.POSITIONS not in {each.name for each in self.model.point_sets}:
            return made
        center = np.array([self._center_along(axis) for axis in axes])
        made += self.points(PointSet.POSITIONS, axes)[: len(ids)] + center
        return made

    def _column(self, points: PointSetRow, axis: int | str) -> Columns:
        if isinstance(axis, int):
            data = bases.scores(self.session, self.basis, points, axis, axis)
            return np.frombuffer(data, dtype="<f4").astype(np.float64)
        along = self._directions[axis] / self._scale
        return vectors.inner_products(self.session, points.id, along) - self._center_along(axis)

    def _center_along(self, axis: int | str) -> float:
        """The centre's own coordinate."""
        basis = self.basis
        if isinstance(axis, int) and basis.center_scores:
            return basis.center_scores[axis - 1]
        # Bases of earlier versions do not hold their centre's scores.
        components = np.frombuffer(basis.components, dtype="<f8").reshape(-1, basis.d)
        along = components[axis - 1] if isinstance(axis, int) else self._directions[axis]
        return float(np.frombuffer(basis.center, dtype="<f8") / self._scale @ along)

    @property
    def _scale(self) -> NDArray[np.float64]:
        """What each coordinate is divided by, (d,)."""
        scale = self.basis.scale
        return np.ones(self.basis.d) if scale is None else np.frombuffer(scale, dtype="<f8")
