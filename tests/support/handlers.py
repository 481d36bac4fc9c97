"""A worker whose runs do what their requests say: `python -m tests.support.handlers`."""

import time
from pathlib import Path
from typing import Any

from residview.cli import app
from residview.errors import BadPrompt
from residview.jobs import tasks
from residview.jobs.tasks import Work
from residview.vocabulary import RunKind


def follow(work: Work) -> dict[str, Any] | None:
    """`note` is appended to a file with what is done, `wait_for` a file it waits for between pieces, `fail` how."""
    asked = work.run.request
    note(asked, f"begun {asked['name']}")
    if asked.get("fail") == "expected":
        raise BadPrompt("The prompt is empty.")
    if asked.get("fail") == "bug" or (asked.get("fail") == "once" and work.run.attempts == 1):
        raise ZeroDivisionError
    pieces = asked.get("pieces", 0)
    piece = 0
    while piece < pieces or ("wait_for" in asked and not Path(asked["wait_for"]).exists()):
        piece += 1
        work.progress("pieces", piece, max(pieces, piece))
        work.yield_point()
        time.sleep(0.01)
    note(asked, f"done {asked['name']}")
    return {"pieces": piece}


def model(work: Work) -> dict[str, Any]:
    """Which object it was given, and that it is a model."""
    return {"opened": id(work.model), "n_layers": work.model.n_layers}


def note(asked: dict[str, Any], line: str) -> None:
    with Path(asked["note"]).open("a") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    # By the names it is imported under again, not as __main__'s.
    tasks.HANDLERS.update(
        {
            RunKind.LENS: "tests.support.handlers:follow",
            RunKind.CAPTURE: "tests.support.handlers:follow",
            RunKind.INTERVENTION: "tests.support.handlers:model",
        }
    )
    app(["worker"])
