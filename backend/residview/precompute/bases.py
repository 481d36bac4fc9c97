"""The step that makes a basis: fit, write every point set in it, measure them. One step, so that a basis is never
seen without its scores and measures."""

import hashlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete
from sqlalchemy.orm import Session

from residview.errors import BadFit
from residview.numerics import pca, subspaces
from residview.numerics.directions import Frame
from residview.numerics.moments import Moments, Vector, moments, pooled
from residview.numerics.pca import Pca
from residview.precompute import steps
from residview.precompute.fits import Fit
from residview.precompute.steps import Advance, Finished, Step, advancing, digest, point_set
from residview.store import vectors
from residview.store.bases import frame as stored_frame
from residview.store.tables import Basis, Model, Norms, PointSetRow, ScoreBlock, Subspace
from residview.vocabulary import COMPONENTS_PER_BLOCK, MAX_ANGLES, MAX_SUBSPACE

#: Part of a basis's key: raise it when the basis itself changes, so that links made of it say so. What else the step
#: makes has steps.FIT_VERSION.
PCA_VERSION = 1
#: Scores held in memory while the rows are read; wide bases of many points are written in several passes.
BUFFER_BYTES = 32 << 20

_Points = Mapping[str, PointSetRow]


def fit_step(fit: Fit, rows: Mapping[str, Step | Finished], beside: Mapping[str, Finished] | None = None) -> Step:
    """Fit a basis to stored vectors; write and measure all point sets, whose vectors `rows` stored, in it.

    So are those `beside`, which were made of captures: what makes the basis is the same with and without them."""
    written = {**rows, **(beside or {})}

    def run(session: Session, model: Model, advance: Advance) -> None:
        session.execute(delete(Basis).where(Basis.model_id == model.id, Basis.name == fit.name))
        points = {name: point_set(session, model, name) for name in written}
        whole, total = _moments(session, fit, points, advance)
        try:
            fitted = pca.fit(total, fit.centered, fit.n_components, fit.scaled)
        except BadFit as error:
            raise BadFit(f"The basis {fit.name!r} cannot be fitted. {error}") from error
        basis = _basis(model, fit, points, total.n, fitted)
        session.add(basis)
        session.flush()
        _write(session, basis, points, whole, advance)

    arguments = {
        "fitted_on": fit.fitted_on,
        "first_row": fit.first_row,
        "centered": fit.centered,
        "scaled": fit.scaled,
        "pca": PCA_VERSION,
    }
    work = 2 * sum(step.work for step in written.values())
    return Step(f"{fit.name}: PCA and scores", steps.FIT_VERSION, arguments, work, run, tuple(rows.values()))


def write_in(session: Session, basis: Basis, points: PointSetRow) -> None:
    """Write and measure one more point set in a basis that is there."""
    whole = moments(vectors.read(session, points.id))
    assert whole is not None, "a point set has points"
    _write(session, basis, {points.name: points}, {points.name: whole}, lambda _: None)


def _moments(session: Session, fit: Fit, points: _Points, advance: Advance) -> tuple[dict[str, Moments], Moments]:
    """Of all rows of each point set, and of the rows that are fitted."""
    whole: dict[str, Moments] = {}
    fitted: list[Moments | None] = []
    for name, each in points.items():
        first = fit.first_rows.get(name, 0)
        left_out = moments(advancing(vectors.read(session, each.id, 0, first), advance)) if first else None
        rest = moments(advancing(vectors.read(session, each.id, first), advance))
        if name in fit.first_rows:
            fitted.append(rest)
        all_of_it = pooled([left_out, rest])
        assert all_of_it is not None, "a point set has points"
        whole[name] = all_of_it
    total = pooled(fitted)
    assert total is not None, "checked before anything was stored"
    return whole, total


def _basis(model: Model, fit: Fit, points: _Points, n_rows: int, fitted: Pca) -> Basis:
    center = fitted.center.astype("<f8").tobytes()
    scale = None if fitted.scale is None else fitted.scale.astype("<f8").tobytes()
    components = fitted.components.astype("<f8").tobytes()
    shares = fitted.variance_shares
    # What does not scale has the key and the checksum that it had before there was scaling: links hold them.
    checksums = [points[name].checksum for name in fit.first_rows]
    key = [*checksums, "pca", fit.fitted_on, fit.first_row, fit.centered, PCA_VERSION]
    content = str(PCA_VERSION).encode() + center + components + shares.astype("<f8").tobytes()
    return Basis(
        model_id=model.id,
        name=fit.name,
        key=digest([*key, "scaled"] if fit.scaled else key),
        checksum=hashlib.sha256(content + (scale or b"")).hexdigest(),
        method="pca",
        fitted_on=fit.fitted_on,
        first_row=fit.first_row,
        n_rows=n_rows,
        centered=fit.centered,
        scaled=fit.scaled,
        d=len(fitted.center),
        n_components=len(fitted.components),
        variance_shares=shares.tolist(),
        total_variance=float(fitted.variances.sum()),
        near_equal=[list(group) for group in pca.near_equal_runs(fitted.variances[: len(fitted.components)])],
        code_version=PCA_VERSION,
        center_scores=fitted.center_scores.tolist(),
        scale=scale,
        center=center,
        components=components,
    )


def _write(session: Session, basis: Basis, points: _Points, whole: Mapping[str, Moments], advance: Advance) -> None:
    """What these point sets are in a basis, and what is measured of them there."""
    frame = Frame(*stored_frame(basis))
    for name, each in points.items():
        _write_scores(session, basis, each, frame, whole[name].mean, advance)
    _measure(session, basis, points, frame, whole, advance)


def _write_scores(
    session: Session, basis: Basis, points: PointSetRow, frame: Frame, mean: Vector, advance: Advance
) -> None:
    """Scores, and in the first pass over the rows their squared lengths."""
    width = max(BUFFER_BYTES // (4 * points.n) // COMPONENTS_PER_BLOCK, 1) * COMPONENTS_PER_BLOCK
    starts = range(0, basis.n_components, width)
    centers = (frame.center, mean, np.zeros_like(mean))
    lengths = np.empty((len(centers), points.n), dtype="<f4")
    told = 0
    for number, first in enumerate(starts):
        components = frame.components[first : first + width]
        columns = np.empty((len(components), points.n), dtype="<f4")
        row = 0
        for block in vectors.read(session, points.id):
            here = slice(row, row + len(block))
            columns[:, here] = frame.coordinates(block, components).T
            if number == 0:
                lengths[:, here] = pca.squared_lengths(block, centers, frame.scale).T
            row += len(block)
            # A row counts once, however many passes it takes.
            done = (number * points.n + row) // len(starts)
            advance(done - told)
            told = done
        _save(session, basis, points, first, columns)
    session.add(Norms(basis_id=basis.id, point_set_id=points.id, data=lengths.tobytes()))


def _save(session: Session, basis: Basis, points: PointSetRow, before: int, columns: NDArray[np.float32]) -> None:
    """Store the scores (components, n) of the components that follow the first `before`, in blocks."""
    for first in range(0, len(columns), COMPONENTS_PER_BLOCK):
        part = columns[first : first + COMPONENTS_PER_BLOCK]
        score_block = ScoreBlock(
            basis_id=basis.id,
            point_set_id=points.id,
            first=before + first + 1,
            last=before + first + len(part),
            data=part.tobytes(),
        )
        session.add(score_block)
        session.flush()
        session.expunge(score_block)


def _measure(
    session: Session, basis: Basis, points: _Points, frame: Frame, whole: Mapping[str, Moments], advance: Advance
) -> None:
    sets = {name: rows.scaled(frame.scale) for name, rows in whole.items()}
    advance(0)  # whoever waits may have gone
    for name, measured in subspaces.measure(frame.components[:MAX_SUBSPACE], sets, MAX_ANGLES).items():
        session.add(Subspace(basis_id=basis.id, point_set_id=points[name].id, measured=measured))
