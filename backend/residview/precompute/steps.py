"""The steps of a precompute: each has a key, computes, and saves in one transaction.

A step clears what an earlier version of itself left, so that running it is always safe.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from threadpoolctl import threadpool_limits

from residview.store import vectors
from residview.store.session import Database
from residview.store.tables import Model, PointSetRow, StepRow
from residview.store.vectors import Rows

#: Raise a step's version when its result changes: finished models are then brought up to date by `add`.
VECTORS_VERSION = 1
INDEX_VERSION = 1
FIT_VERSION = 2
COSINES_VERSION = 1

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
    after: tuple["Step | Finished", ...] = ()

    def key(self, revision: str) -> str:
        earlier = [step.key(revision) for step in self.after]
        return digest([revision, self.name, self.version, self.arguments, earlier])


@dataclass(frozen=True)
class Finished:
    """A step that was run before, known by its record alone."""

    work: int
    recorded: str

    def key(self, _revision: str) -> str:
        return self.recorded


def digest(value: Any) -> str:
    """SHA-256 of a JSON value."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def vectors_name(name: str) -> str:
    return f"{name}: vectors"


class Source(Protocol):
    """Rows with a label for each; `arguments` tell them from others of the same name."""

    @property
    def n(self) -> int: ...
    @property
    def d(self) -> int: ...
    @property
    def labels(self) -> list[str]: ...
    @property
    def left_out(self) -> int: ...
    @property
    def arguments(self) -> dict[str, Any]: ...
    def blocks(self) -> Iterator[Rows]: ...


def vectors_step(name: str, source: Source) -> Step:
    """Store rows and labels."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        _clear_point_set(session, model, name)
        labels = json.dumps(source.labels, ensure_ascii=False, separators=(",", ":")).encode()
        row = PointSetRow(
            model_id=model.id,
            name=name,
            n=source.n,
            d=source.d,
            left_out=source.left_out,
            checksum="",
            labels=labels,
        )
        session.add(row)
        session.flush()
        checksum = hashlib.sha256(labels)
        vectors.save(session, row.id, _hashing(source.blocks(), checksum.update), advance)
        row.checksum = checksum.hexdigest()

    return Step(vectors_name(name), VECTORS_VERSION, source.arguments, source.n, run)


def index_step(name: str, rows: Step, database: Database) -> Step:
    """Index the vectors that `rows` stored, for the search of neighbours."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        source = point_set(session, model, name)
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


def advancing(blocks: Iterable[Rows], advance: Advance) -> Iterator[Rows]:
    """The blocks, telling of each once it is done with."""
    for block in blocks:
        yield block
        advance(len(block))


def point_set(session: Session, model: Model, name: str) -> PointSetRow:
    return session.scalars(select(PointSetRow).where(PointSetRow.model_id == model.id, PointSetRow.name == name)).one()


def run(database: Database, name: str, revision: str, step: Step, advance: Advance) -> None:
    """Run a step of the model `name` in a transaction, and record that it is finished."""
    started = time.monotonic()
    # One thread: the same numbers to the last bit on every run, and the machine stays usable.
    with threadpool_limits(1), database.transaction() as session:
        model = session.scalars(select(Model).where(Model.name == name)).one()
        model_id = model.id
        step.run(session, model, advance)
        # What an earlier version of the step made is no more, so its key must not be found either.
        session.execute(delete(StepRow).where(StepRow.model_id == model_id, StepRow.name == step.name))
        seconds = time.monotonic() - started
        session.add(StepRow(key=step.key(revision), model_id=model_id, name=step.name, seconds=seconds))
