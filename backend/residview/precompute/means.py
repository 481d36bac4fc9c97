"""Point sets made of a capture, with a basis of their own name."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from residview.precompute import made
from residview.precompute.bases import fit_step, write_in
from residview.precompute.fits import Fit
from residview.precompute.steps import Advance, Finished, Source, Step, point_set, vectors_step
from residview.store import bases
from residview.store.tables import Model


def means_steps(session: Session, model: Model, name: str, source: Source) -> list[Step]:
    """Store the mean rows of positions; write them in every basis that is there; fit one to all but position 0."""
    found = made.finished(session, model)
    rows = _written_step(name, vectors_step(name, source))
    others = {other: step for other, step in made.of_captures(found).items() if other != name}
    return [rows, fit_step(_fit(name), {**made.of_weights(found), name: rows}, others)]


def fit_step_of(name: str, tables: Mapping[str, Step], captured: Mapping[str, Finished]) -> Step:
    """The step that fitted the basis of such a point set, which may have to be run again."""
    others = {other: step for other, step in captured.items() if other != name}
    return fit_step(_fit(name), {**tables, name: captured[name]}, others)


def _fit(name: str) -> Fit:
    return Fit(name, first_row=1)


def _written_step(name: str, rows: Step) -> Step:
    """`rows`, and what they are in every basis, so that a point set is never seen without its scores."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        rows.run(session, model, advance)
        stored = point_set(session, model, name)
        for basis in bases.bases(session, model):
            if basis.name != name:  # its own is fitted anew
                write_in(session, basis, stored)

    return replace(rows, run=run)
