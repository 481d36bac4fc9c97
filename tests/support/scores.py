"""What is stored of a point set in a basis."""

import numpy as np

from residview.store import bases, models
from residview.store.session import Database


def stored_scores(database: Database, model_name: str, basis_name: str, points_name: str) -> np.ndarray:
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        points = models.point_set(model, points_name)
        raw = bases.scores(session, basis, points, 1, basis.n_components)
    return np.frombuffer(raw, "<f4").reshape(basis.n_components, points.n).T
