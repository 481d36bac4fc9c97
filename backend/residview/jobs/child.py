"""A worker beside another process, for as long as that lasts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from residview.settings import Settings

#: What it has to finish: a forward pass, or the import of torch.
_PATIENCE_SECONDS = 20


@contextmanager
def worker_beside(settings: Settings) -> Iterator[None]:
    """Start a worker on the same database; it is gone when this ends, and when this process is killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "residview", "worker", "--child"],
        env=os.environ | _reaching(settings),
        stdin=subprocess.PIPE,
        # It is told to end by its input. A terminal's Ctrl-C would be a second order, after which it does not wait.
        start_new_session=True,
    )
    assert process.stdin is not None
    try:
        yield
    finally:
        process.stdin.close()
        try:
            process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _reaching(settings: Settings) -> dict[str, str]:
    """Where the parent's database is, whatever its settings were made from."""
    own = {"RESIDVIEW_HOME": str(settings.home)}
    return own if settings.database_url is None else own | {"RESIDVIEW_DATABASE_URL": settings.database_url}
