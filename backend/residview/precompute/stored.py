"""A basis fitted to vectors that are stored already: no model directory is needed."""

from threading import Lock
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.precompute import made, steps
from residview.precompute.alone import alone
from residview.precompute.bases import fit_step
from residview.precompute.fits import Fit, check_possible
from residview.precompute.steps import Advance, Step
from residview.store import models
from residview.store.session import Database
from residview.store.tables import Model, StepRow

#: A fit takes a core and some hundred megabytes: one at a time in a process.
_ONE_AT_A_TIME = Lock()


def pending(session: Session, model: Model, fit: Fit) -> Step | None:
    """The step that makes the basis, with the key that `add --fit` would give it; None where it was run.

    Raises BadFit where this model cannot be fitted so.
    """
    finished = made.finished(session, model)
    check_possible(
        fit,
        {name: step.work for name, step in made.of_weights(finished).items()},
        model.architecture,
        model.positional_scheme,
        model.tied_unembedding,
    )
    step = fit_step(fit, made.of_weights(finished), made.of_captures(finished))
    query = select(StepRow.key).where(StepRow.model_id == model.id, StepRow.key == step.key(model.revision))
    return None if session.scalar(query) else step


class Progress(Protocol):
    """Where progress goes; whatever it raises calls the fit off."""

    def waiting(self, name: str) -> None:
        """Another is at work on this model, or this process on another basis, still."""

    def begin(self, step: Step) -> Advance:
        """What to tell of rows that are done, of `step.work`."""


def fit_stored(database: Database, model_name: str, fit: Fit, progress: Progress) -> None:
    """Fit a basis of a finished model, unless another did so meanwhile. Needs two connections of `database`.

    Raises BadFit and UnknownModel; then, and where `progress` raises, nothing is kept.
    """
    while not _ONE_AT_A_TIME.acquire(timeout=0.2):
        progress.waiting(model_name)
    try:
        with alone(database, model_name, progress.waiting):
            with database.reading() as session:
                model = models.ready_model(session, model_name)
                step = pending(session, model, fit)
            if step is not None:
                steps.run(database, model.name, model.revision, step, progress.begin(step))
    finally:
        _ONE_AT_A_TIME.release()
