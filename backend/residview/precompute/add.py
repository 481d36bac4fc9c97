"""Add a model: read, compute, store, step by step; killed anywhere, the same call goes on where it stopped."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session
from threadpoolctl import threadpool_limits

from residview.errors import BadFit, ModelExists
from residview.models.directory import ModelDirectory, read_directory
from residview.precompute.fits import DEFAULT_FITS, Fit
from residview.precompute.steps import (
    Advance,
    Step,
    digest,
    fit_step,
    index_step,
    vectors_step,
)
from residview.precompute.strings import strings_step
from residview.store import models
from residview.store.session import Database
from residview.store.tables import Model, StepRow
from residview.vocabulary import PointSet


class Report(Protocol):
    """Where progress goes."""

    def reading(self, path: Path) -> AbstractContextManager[None]: ...

    def waiting(self, name: str) -> None:
        """Another process is adding this model."""

    def step(self, step: Step, number: int, of: int) -> AbstractContextManager[Advance]: ...

    def skipped(self, step: Step, number: int, of: int) -> None: ...


@dataclass(frozen=True)
class Added:
    """`steps_run` is 0 where the model was finished before."""

    name: str
    revision: str
    steps_run: int
    seconds: float


def add_model(
    database: Database,
    path: Path,
    name: str,
    report: Report,
    fits: Sequence[Fit] = DEFAULT_FITS,
    allow_padding: bool = False,
) -> Added:
    """Read the directory and store its point sets, bases and scores under `name`. Nothing is visible before all is.

    Raises BadModelDirectory and BadWeights with nothing stored, ModelExists where `name` has other weights.
    """
    started = time.monotonic()
    with report.reading(path):
        source = read_directory(path, allow_padding)
    steps = _steps(database, source, fits)
    with _alone(database, name, report):
        done = _done(database, name, source, steps)
        waiting = [step for step in steps if step.key(source.revision) not in done]
        if waiting:
            with report.reading(path):
                source.check_numbers()
            # A step that builds on none stores vectors: what was computed of the old ones must not be seen.
            _begin(database, name, source, hide=any(not step.after for step in waiting))
        try:
            for number, step in enumerate(steps, 1):
                if step not in waiting:
                    report.skipped(step, number, len(steps))
                    continue
                with report.step(step, number, len(steps)) as advance:
                    _run(database, name, source.revision, step, advance)
        except BadFit:
            _forget_unfinished(database, name)
            raise
        with database.transaction() as session:
            model = _model(session, name)
            model.ready_at = model.ready_at or func.now()
    return Added(name, source.revision, len(waiting), time.monotonic() - started)


def _steps(database: Database, source: ModelDirectory, fits: Sequence[Fit]) -> list[Step]:
    rows = {name: vectors_step(name, table) for name, table in source.point_tables.items()}
    steps = [*rows.values(), strings_step(source.path, rows[PointSet.TOKENS])]
    for fit in fits:
        if fit.fitted_on not in rows:
            if fit in DEFAULT_FITS:
                continue  # a model without a positional table
            raise BadFit(
                f"The fit {fit.name!r} needs {fit.fitted_on}, which this model has no table of "
                f"({source.architecture}, {source.scheme} positions)."
            )
        n = rows[fit.fitted_on].work - fit.first_row
        if n < 2:
            left_out = ", without position 0" if fit.first_row else ""
            raise BadFit(
                f"The basis {fit.name!r} needs two rows or more to be fitted on; this model has {n} of "
                f"{fit.fitted_on}{left_out}. A model this small has no principal components to show."
            )
        steps.append(fit_step(fit, rows))
    # Last, since it takes longest and every other result is checked by then.
    return [*steps, *(index_step(name, step, database) for name, step in rows.items())]


def _run(database: Database, name: str, revision: str, step: Step, advance: Advance) -> None:
    started = time.monotonic()
    # One thread: the same numbers to the last bit on every run, and the machine stays usable.
    with threadpool_limits(1), database.transaction() as session:
        model = _model(session, name)
        model_id = model.id
        step.run(session, model, advance)
        row = StepRow(key=step.key(revision), model_id=model_id, name=step.name, seconds=time.monotonic() - started)
        session.merge(row)


def _begin(database: Database, name: str, source: ModelDirectory, hide: bool) -> None:
    """The model's row, hidden until it is finished; an unfinished one of other weights makes way.

    `hide` takes a finished model from view, where its vectors are to be stored anew.
    """
    with database.transaction() as session:
        model = models.any_model(session, name)
        if model is not None and model.revision == source.revision:
            if hide:
                model.ready_at = None
            return
        if model is not None and model.ready_at is not None:
            raise ModelExists(
                f"There is a model {name!r} with other weights (revision {model.revision[:12]}; the directory has "
                f"{source.revision[:12]}). Give another --name, or run `residview remove {name}` first."
            )
        if model is not None:
            models.remove(session, model)
            session.flush()
        session.add(
            Model(
                name=name,
                revision=source.revision,
                architecture=source.architecture,
                positional_scheme=source.scheme,
                d_model=source.d_model,
                n_ctx=source.n_ctx,
                n_vocab=source.point_tables[PointSet.TOKENS].table.n,
                n_layers=source.n_layers,
                n_heads=source.n_heads,
                dtype=source.dtype,
                tied_unembedding=source.tied_unembedding,
                first_residual=source.first_residual,
            )
        )


def _forget_unfinished(database: Database, name: str) -> None:
    """A model that can never be finished leaves nothing behind."""
    with database.transaction() as session:
        model = models.any_model(session, name)
        if model is not None and model.ready_at is None:
            models.remove(session, model)


def _done(database: Database, name: str, source: ModelDirectory, steps: Sequence[Step]) -> set[str]:
    keys = [step.key(source.revision) for step in steps]
    query = select(StepRow.key).join(Model, Model.id == StepRow.model_id)
    with database.reading() as session:
        return set(session.scalars(query.where(Model.name == name, StepRow.key.in_(keys))))


def _model(session: Session, name: str) -> Model:
    return session.scalars(select(Model).where(Model.name == name)).one()


@contextmanager
def _alone(database: Database, name: str, report: Report) -> Iterator[None]:
    """One process at a time adds or removes a model of this name; the database lets go of a killed one's lock."""
    key = int(digest(["add", name])[:15], 16)
    with database.autocommit() as connection:
        waited = False
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            if not waited:
                report.waiting(name)
                waited = True
            time.sleep(0.2)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})


def remove_model(database: Database, name: str, report: Report) -> None:
    """Remove a model, finished or not. Raises UnknownModel."""
    with _alone(database, name, report), database.transaction() as session:
        model = models.any_model(session, name) or models.ready_model(session, name)
        models.remove(session, model)
