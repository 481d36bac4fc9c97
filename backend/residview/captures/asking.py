"""Asking for a capture: its row, and the run that makes it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from residview.captures.plan import name_of, planned
from residview.jobs import queue
from residview.store import captures
from residview.store.session import Database
from residview.store.tables_runs import Capture, PromptSet, Run
from residview.vocabulary import DEFAULT_PARTS, Part, RunKind


def ask(
    database: Database,
    session: Session,
    prompts: PromptSet,
    parts: Sequence[Part] = DEFAULT_PARTS,
    urgent: bool = False,
) -> tuple[Capture, Run]:
    """The capture of these prompts at all sites of these parts, finished or to be made. Raises QueueFull."""
    request = {"capture": name_of(prompts, parts), "prompt_set": prompts.name}
    run = queue.submit(
        database, session, revision=prompts.revision, kind=RunKind.CAPTURE, request=request, urgent=urgent
    )
    return captures.keep(session, planned(prompts, parts, run.name)), run
