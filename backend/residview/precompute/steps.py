"""The steps of a precompute: each has a key, computes, and saves in one transaction.

A step clears what an earlier version of itself left, so that running it is always safe.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from residview.errors import BadFit
from residview.models.directory import PointTable
from residview.models.weights import Rows
from residview.numerics import pca
from residview.numerics.moments import moments
from residview.numerics.pca import Pca
from residview.precompute.fits import Fit
from residview.store import vectors
from residview.store.session import Database
from residview.store.tables import Basis, Model, PointSetRow, ScoreBlock
from residview.vocabulary import COMPONENTS_PER_BLOCK, PointSet

#: Raise a step's version when its result changes: finished models are then brought up to date by `add`.
VECTORS_VERSION = 1
INDEX_VERSION = 1
FIT_VERSION = 1

Advance = Callable[[int], None]
Compute = Callable[[Session, Model, Advance], None]


@dataclass(frozen=True)
class Step:
    """`work` counts what `run` advances by, in rows. What a step builds on is part of its key: when an earlier
    step changes, so does every later one."""

    name: str
    version: int
    arguments: dict[str, Any]
    work: int
    run: Compute
    after: tuple["Step", ...] = ()

    def key(self, revision: str) -> str:
        earlier = [step.key(revision) for step in self.after]
        return digest([revision, self.name, self.version, self.arguments, earlier])


def digest(value: Any) -> str:
    """SHA-256 of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def vectors_step(name: PointSet, source: PointTable) -> Step:
    """Store the rows and labels of a table."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        _clear_point_set(session, model, name)
        labels = json.dumps(source.labels, ensure_ascii=False, separators=(",", ":")).encode()
        row = PointSetRow(
            model_id=model.id,
            name=name,
            n=source.n,
            d=source.table.d,
            left_out=source.left_out,
            checksum="",
            labels=labels,
        )
        session.add(row)
        session.flush()
        checksum = hashlib.sha256(labels)
        vectors.save(session, row.id, _hashing(source.blocks(), checksum.update), advance)
        row.checksum = checksum.hexdigest()

    arguments = {"n": source.n, "first": source.first, "left_out": source.left_out}
    return Step(f"{name}: vectors", VECTORS_VERSION, arguments, source.n, run)


def index_step(name: PointSet, rows: Step, database: Database) -> Step:
    """Index the vectors that `rows` stored, for the search of neighbours."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        source = _point_set(session, model, name)
        vectors.create_index(session, database, source.id, source.d, advance)

    return Step(f"{name}: index", INDEX_VERSION, {}, rows.work, run, (rows,))


def _hashing(blocks: Iterable[Rows], update: Callable[[bytes], None]) -> Iterator[Rows]:
    for block in blocks:
        update(np.ascontiguousarray(block, dtype="<f4").tobytes())
        yield block


def _clear_point_set(session: Session, model: Model, name: str) -> None:
    for old in session.scalars(
        select(PointSetRow.id).where(PointSetRow.model_id == model.id, PointSetRow.name == name)
    ):
        vectors.drop(session, old)
        session.execute(delete(PointSetRow).where(PointSetRow.id == old))


def fit_step(fit: Fit, rows: Mapping[PointSet, Step]) -> Step:
    """Fit a basis to stored vectors and write all stored point sets in it. One step, so that a basis is never
    seen without its scores."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        session.execute(delete(Basis).where(Basis.model_id == model.id, Basis.name == fit.name))
        source = _point_set(session, model, fit.fitted_on)
        total = moments(_advancing(vectors.read(session, source.id, fit.first_row), advance))
        assert total is not None, "checked before anything was stored"
        try:
            fitted = pca.fit(total, fit.centered, fit.n_components)
        except BadFit as error:
            raise BadFit(f"The basis {fit.name!r} cannot be fitted. {error}") from error
        basis = _basis(model, fit, source, total.n, fitted)
        session.add(basis)
        session.flush()
        for name in rows:
            points = _point_set(session, model, name)
            _write_scores(session, basis, points, fitted, advance)

    arguments = {"fitted_on": fit.fitted_on, "first_row": fit.first_row, "centered": fit.centered}
    work = rows[fit.fitted_on].work - fit.first_row + sum(step.work for step in rows.values())
    return Step(f"{fit.name}: PCA and scores", FIT_VERSION, arguments, work, run, tuple(rows.values()))


def _basis(model: Model, fit: Fit, source: PointSetRow, n_rows: int, fitted: Pca) -> Basis:
    center = fitted.center.astype("<f8").tobytes()
    components = fitted.components.astype("<f8").tobytes()
    shares = fitted.variance_shares
    key = [source.checksum, "pca", fit.fitted_on, fit.first_row, fit.centered, FIT_VERSION]
    content = str(FIT_VERSION).encode() + center + components + shares.astype("<f8").tobytes()
    return Basis(
        model_id=model.id,
        name=fit.name,
        key=digest(key),
        checksum=hashlib.sha256(content).hexdigest(),
        method="pca",
        fitted_on=fit.fitted_on,
        first_row=fit.first_row,
        n_rows=n_rows,
        centered=fit.centered,
        d=source.d,
        n_components=len(fitted.components),
        variance_shares=shares.tolist(),
        total_variance=float(fitted.variances.sum()),
        near_equal=[list(group) for group in pca.near_equal_runs(fitted.variances[: len(fitted.components)])],
        code_version=FIT_VERSION,
        center=center,
        components=components,
    )


def _write_scores(session: Session, basis: Basis, points: PointSetRow, fitted: Pca, advance: Advance) -> None:
    columns = np.empty((basis.n_components, points.n), dtype="<f4")
    row = 0
    for block in _advancing(vectors.read(session, points.id), advance):
        columns[:, row : row + len(block)] = pca.project(block, fitted.center, fitted.components).T
        row += len(block)
    for first in range(0, basis.n_components, COMPONENTS_PER_BLOCK):
        part = columns[first : first + COMPONENTS_PER_BLOCK]
        score_block = ScoreBlock(
            basis_id=basis.id, point_set_id=points.id, first=first + 1, last=first + len(part), data=part.tobytes()
        )
        session.add(score_block)
        session.flush()
        session.expunge(score_block)


def _advancing(blocks: Iterable[Rows], advance: Advance) -> Iterator[Rows]:
    for block in blocks:
        yield block
        advance(len(block))


def _point_set(session: Session, model: Model, name: str) -> PointSetRow:
    return session.scalars(select(PointSetRow).where(PointSetRow.model_id == model.id, PointSetRow.name == name)).one()
