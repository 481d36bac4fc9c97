"""The embedded server comes up whatever a killed process left behind, and goes with its last user."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from residview.errors import DatabaseUnavailable
from residview.store import embedded

UPGRADE = [sys.executable, "-m", "residview", "db", "upgrade"]


@pytest.fixture
def own_home() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="residview-"))
    yield path
    for process in servers(path):
        process.kill()
    shutil.rmtree(path, ignore_errors=True)


def servers(home: Path) -> list[psutil.Process]:
    """Postgres processes that serve a data directory under `home`."""
    named = psutil.process_iter(["name", "cmdline", "status"])
    return [
        process
        for process in named
        if process.info["name"] == "postgres" and any(str(home) in part for part in process.info["cmdline"] or [])
    ]


def run(home: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(UPGRADE, env=os.environ | {"RESIDVIEW_HOME": str(home)}, stdout=subprocess.PIPE)


@pytest.mark.parametrize("moment", [0.5, 0.8, 1.1, 1.5, 1.9, 2.4])
def test_killed_while_it_sets_itself_up_it_starts_the_next_time(own_home: Path, moment: float) -> None:
    process = run(own_home)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert run(own_home).wait() == 0


def test_it_stops_with_its_last_user(own_home: Path) -> None:
    assert run(own_home).wait() == 0
    wait_until_gone(own_home)


def test_a_server_that_was_killed_is_started_by_the_next_who_needs_it(own_home: Path) -> None:
    """And still stops with its last user."""
    program = """
import sys
from residview.settings import Settings
from residview.store.session import open_database
database = open_database(Settings())
for _ in range(3):
    sys.stdin.readline()
    try:
        with database.engine.connect() as connection:
            print(connection.exec_driver_sql("SELECT 42").scalar(), flush=True)
    except Exception as error:
        print(type(error).__name__, flush=True)
"""
    user = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"RESIDVIEW_HOME": str(own_home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert user.stdin
    assert user.stdout

    def ask() -> str:
        user.stdin.write("\n")
        user.stdin.flush()
        return user.stdout.readline().strip()

    assert ask() == "42"
    for process in servers(own_home):
        process.kill()
    wait_until_gone(own_home)
    assert ask() == "42"
    user.stdin.close()
    assert user.wait(20) == 0
    wait_until_gone(own_home)


def wait_until_gone(home: Path) -> None:
    deadline = time.monotonic() + 10
    while servers(home) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert servers(home) == []


def test_a_list_of_users_cut_off_half_way_is_no_obstacle(own_home: Path) -> None:
    assert run(own_home).wait() == 0
    (own_home / "postgres" / ".handle_pids.json").write_text("[12, 3")
    assert run(own_home).wait() == 0


def test_a_path_with_spaces_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="RESIDVIEW_HOME"):
        embedded.start(tmp_path / "my models")


def test_a_home_that_is_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(DatabaseUnavailable, match="home"):
        embedded.start(tmp_path / "home")
