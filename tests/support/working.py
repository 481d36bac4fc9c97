"""Real worker processes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from residview.settings import Settings


def start_worker(settings: Settings, *command: str, **environment: str) -> subprocess.Popen[str]:
    """A worker that waits for runs; `command` is what Python runs, `residview worker` if not given."""
    process = subprocess.Popen(
        [sys.executable, *(command or ("-m", "residview", "worker"))],
        env=os.environ | {"RESIDVIEW_DATABASE_URL": settings.database_url or "", "OMP_NUM_THREADS": "1"} | environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "waits for runs" in line, f"the worker ended: {process.wait(20)}"
    return process


@contextmanager
def working(settings: Settings, *command: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A worker for a while; asked to end afterwards, it must end well."""
    process = start_worker(settings, *command, **environment)
    try:
        yield process
    finally:
        process.terminate()
        assert process.wait(60) == 0
