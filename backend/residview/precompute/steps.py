"""The steps of a precompute: each has a key, computes, and saves in one transaction.

A step clears what an earlier version of itself left, so that running it is always safe.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
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
from residview.precompute.fits import Fit
from residview.store import vectors
from residview.store.session import Database
from residview.store.tables import Basis, Model, PointSetRow, ScoreBlock
from residview.vocabulary import COMPONENTS_PER_BLOCK, PointSet

#: Raise a step's version when its result changes: finished models are then brought up to date by `add`.
VECTORS_VERSION = 1
INDEX_VERSION = 1
BASIS_VERSION = 1
SCORES_VERSION = 1

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


def basis_step(fit: Fit, rows: Step) -> Step:
    """Fit a basis to the vectors that `rows` stored."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        session.execute(delete(Basis).where(Basis.model_id == model.id, Basis.name == fit.name))
        source = _point_set(session, model, fit.fitted_on)
        total = moments(_advancing(vectors.read(session, source.id, fit.first_row), advance))
        if total is None:
            raise BadFit(f"The basis {fit.name!r} has no row to be fitted on: {source.name} has {source.n} rows.")
        fitted = pca.fit(total, fit.centered, fit.n_components)
        center = fitted.center.astype("<f8").tobytes()
        components = fitted.components.astype("<f8").tobytes()
        shares = fitted.variance_shares
        key = [source.checksum, "pca", fit.fitted_on, fit.first_row, fit.centered, BASIS_VERSION]
        session.add(
            Basis(
                model_id=model.id,
                name=fit.name,
                key=digest(key),
                checksum=hashlib.sha256(center + components + shares.astype("<f8").tobytes()).hexdigest(),
                method="pca",
                fitted_on=fit.fitted_on,
                first_row=fit.first_row,
                n_rows=total.n,
                centered=fit.centered,
                d=source.d,
                n_components=len(fitted.components),
                variance_shares=shares.tolist(),
                total_variance=float(fitted.variances.sum()),
                near_equal=[list(group) for group in pca.near_equal_groups(fitted.variances)],
                code_version=BASIS_VERSION,
                center=center,
                components=components,
            )
        )

    arguments = {"fitted_on": fit.fitted_on, "first_row": fit.first_row, "centered": fit.centered}
    return Step(f"{fit.name}: PCA", BASIS_VERSION, arguments, rows.work - fit.first_row, run, (rows,))


def scores_step(fit: Fit, points: PointSet, basis_made: Step, rows: Step) -> Step:
    """Write a point set in a basis, all components of it."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        basis = session.scalars(select(Basis).where(Basis.model_id == model.id, Basis.name == fit.name)).one()
        source = _point_set(session, model, points)
        session.execute(
            delete(ScoreBlock).where(ScoreBlock.basis_id == basis.id, ScoreBlock.point_set_id == source.id)
        )
        center = np.frombuffer(basis.center, "<f8")
        components = np.frombuffer(basis.components, "<f8").reshape(basis.n_components, basis.d)
        columns = np.empty((basis.n_components, source.n), dtype="<f4")
        row = 0
        for block in _advancing(vectors.read(session, source.id), advance):
            columns[:, row : row + len(block)] = pca.project(block, center, components).T
            row += len(block)
        for first in range(0, basis.n_components, COMPONENTS_PER_BLOCK):
            part = columns[first : first + COMPONENTS_PER_BLOCK]
            session.add(
                ScoreBlock(
                    basis_id=basis.id,
                    point_set_id=source.id,
                    first=first + 1,
                    last=first + len(part),
                    data=part.tobytes(),
                )
            )
            session.flush()
            session.expunge_all()

    name = f"{fit.name}: scores of {points}"
    return Step(name, SCORES_VERSION, {}, rows.work, run, (basis_made, rows))


def _advancing(blocks: Iterable[Rows], advance: Advance) -> Iterator[Rows]:
    for block in blocks:
        yield block
        advance(len(block))


def _point_set(session: Session, model: Model, name: str) -> PointSetRow:
    return session.scalars(select(PointSetRow).where(PointSetRow.model_id == model.id, PointSetRow.name == name)).one()
