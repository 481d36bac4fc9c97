"""Add a model: read, compute, store, step by step; killed anywhere, the same call goes on where it stopped."""

import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from residview.errors import BadFit, ModelExists
from residview.models.directory import ModelDirectory, read_directory
from residview.precompute import made, means
from residview.precompute.alone import alone
from residview.precompute.bases import fit_step
from residview.precompute.cosines import cosines_step
from residview.precompute.fits import DEFAULT_FITS, FIT_NAMES, Fit, check_possible, fit_named
from residview.precompute.steps import Advance, Finished, Step, index_step, run, vectors_step
from residview.precompute.strings import strings_step
from residview.store import models
from residview.store.session import Database
from residview.store.tables import Basis, Model, StepRow
from residview.vocabulary import PointSet


class Report(Protocol):
    """Where progress goes."""

    def reading(self, path: Path) -> AbstractContextManager[None]: ...

    def waiting(self, name: str) -> None:
        """Another process is adding this model, still."""

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

    Bases that the model has besides `fits` are brought up to date with it.

    Raises BadModelDirectory and BadWeights with nothing stored, ModelExists where `name` has other weights.
    """
    started = time.monotonic()
    with report.reading(path):
        source = read_directory(path, allow_padding)
    with alone(database, name, report.waiting):
        fits = [*dict.fromkeys([*fits, *_stored_fits(database, name, source)])]
        steps = _steps(database, source, fits, _made_of_captures(database, name, source))
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
                    run(database, name, source.revision, step, advance)
        except BadFit:
            _forget_unfinished(database, name)
            raise
        with database.transaction() as session:
            model = _model(session, name)
            model.directory = str(path.absolute())
            model.ready_at = model.ready_at or func.now()
    return Added(name, source.revision, len(waiting), time.monotonic() - started)


def _steps(
    database: Database, source: ModelDirectory, fits: Sequence[Fit], captured: Mapping[str, Finished]
) -> list[Step]:
    rows: dict[str, Step] = {name: vectors_step(name, table) for name, table in source.point_tables.items()}
    steps = [*rows.values(), strings_step(source.path, rows[PointSet.TOKENS])]
    counts = {name: step.work for name, step in rows.items()}
    for fit in fits:
        if fit in DEFAULT_FITS and not fit.first_rows.keys() <= rows.keys():
            continue  # a model without a positional table
        check_possible(fit, counts, source.architecture, source.scheme, source.tied_unembedding)
        steps.append(fit_step(fit, rows, captured))
    steps += [means.fit_step_of(name, rows, captured) for name in captured]
    if PointSet.POSITIONS in rows:
        steps.append(cosines_step(rows))
    # Last, since it takes longest and every other result is checked by then.
    return [*steps, *(index_step(name, step, database) for name, step in rows.items())]


def _stored_fits(database: Database, name: str, source: ModelDirectory) -> list[Fit]:
    """The fits of all bases that are there of these weights."""
    query = select(Basis.name).join(Model, Model.id == Basis.model_id).order_by(Basis.id)
    with database.reading() as session:
        found = session.scalars(query.where(Model.name == name, Model.revision == source.revision)).all()
    return [fit_named(each) for each in found if each in FIT_NAMES]


def _made_of_captures(database: Database, name: str, source: ModelDirectory) -> dict[str, Finished]:
    """Point sets that were made of captures of these weights: they stay, and are written in what is fitted anew."""
    with database.reading() as session:
        model = models.any_model(session, name)
        if model is None or model.revision != source.revision:
            return {}
        return made.of_captures(made.finished(session, model))


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


def remove_model(database: Database, name: str, report: Report) -> None:
    """Remove a model, finished or not. Raises UnknownModel."""
    with alone(database, name, report.waiting), database.transaction() as session:
        model = models.any_model(session, name) or models.ready_model(session, name)
        models.remove(session, model)
