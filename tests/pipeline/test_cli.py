import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import typer
from sqlalchemy import func, select

from residview import __version__
from residview.cli import _expected
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database
from residview.store.tables import Model, StepRow
from tests.support.directories import random_model


@pytest.fixture(scope="module")
def cli_settings(new_database: Callable[[str], Settings]) -> Settings:
    settings = new_database("cli")
    database = open_database(settings)
    migrate.upgrade(database)
    database.close()
    return settings


def residview(settings: Settings, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "residview", *map(str, arguments)],
        env=os.environ | {"RESIDVIEW_DATABASE_URL": settings.database_url or "", "COLUMNS": "200"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_model_is_added_listed_and_removed(cli_settings: Settings, tmp_path: Path) -> None:
    directory = random_model(tmp_path / "tiny")
    added = residview(cli_settings, "add", directory)
    assert added.returncode == 0, added.stderr
    assert "Added tiny (revision " in added.stdout
    assert "8/8 tokens: index" in added.stderr
    again = residview(cli_settings, "add", directory)
    assert "is here already, nothing to do" in again.stdout
    listed = residview(cli_settings, "models")
    assert "tiny" in listed.stdout
    assert "24 positions, 300 tokens" in listed.stdout
    assert residview(cli_settings, "remove", "tiny").stdout == "Removed tiny.\n"
    assert "No models yet" in residview(cli_settings, "models").stdout


def test_a_finished_model_is_recognised_in_under_two_seconds(cli_settings: Settings, tmp_path: Path) -> None:
    """Processor time, which a busy machine does not stretch."""
    directory = random_model(tmp_path / "quick")
    assert residview(cli_settings, "add", directory).returncode == 0
    before = os.times()
    assert residview(cli_settings, "add", directory).returncode == 0
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent < 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "/nowhere/at/all"], "There is no directory '/nowhere/at/all'"),
        (["add", "{model}", "--name", "a/b"], "'a/b' cannot name a model"),
        (["add", "{model}", "--fit", "umap"], "There is no fit 'umap'. Known: positions,"),
        (["add", "{model}", "--fit", "tokens-with-0"], "There is no fit 'tokens-with-0'. Known: positions,"),
        (["add", "{model}", "--fit", "unembedding"], "its token table (tied). Fit on tokens."),
        (["remove", "nobody"], "There is no model 'nobody' here."),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    cli_settings: Settings, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    model = random_model(tmp_path / "model")
    run = residview(cli_settings, *(each.format(model=model) for each in arguments))
    assert run.returncode == 1
    assert sentence in run.stderr
    assert "Traceback" not in run.stderr


def test_bad_settings_are_named(cli_settings: Settings) -> None:
    run = residview(cli_settings, "models", RESIDVIEW_PORT="eighty")
    assert (run.returncode, "RESIDVIEW_PORT='eighty'" in run.stderr) == (1, True)
    run = residview(cli_settings, "models", RESIDVIEW_DATABASE_URL="mysql://x")
    assert (run.returncode, "must begin with postgresql://" in run.stderr) == (1, True)


def test_a_database_that_does_not_answer_is_told_without_its_password(cli_settings: Settings) -> None:
    run = residview(cli_settings, "models", RESIDVIEW_DATABASE_URL="postgresql://me:hunter2@127.0.0.1:1/nothing")
    assert run.returncode == 1
    assert "Database unavailable" in run.stderr
    assert "RESIDVIEW_DATABASE_URL" in run.stderr
    assert "hunter2" not in run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_ends_it_as_ctrl_c_does(cli_settings: Settings, tmp_path: Path, number: int) -> None:
    directory = random_model(tmp_path / f"ended-{number:d}", n=20000, d=64)
    assert interrupted(cli_settings, directory, number).returncode == 130


def test_an_interrupt_that_an_error_hides_is_still_an_interrupt() -> None:
    def let_go_in_the_midst_of_a_query() -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise psycopg.OperationalError("another command is already in progress")

    with pytest.raises(typer.Exit) as stopped, _expected():
        let_go_in_the_midst_of_a_query()
    assert stopped.value.exit_code == 130
    with pytest.raises(typer.Exit) as failed, _expected():
        raise psycopg.OperationalError("the server closed the connection")
    assert failed.value.exit_code == 1


def test_serve_refuses_an_old_schema_and_says_which_command_to_run(new_database: Callable[[str], Settings]) -> None:
    run = residview(new_database("unmigrated"), "serve", "--port", "0")
    assert run.returncode == 1
    assert "residview db upgrade" in run.stderr


def test_a_taken_port_is_named(cli_settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = residview(cli_settings, "serve", "--port", str(port))
    assert run.returncode == 1
    assert f"Cannot serve on 127.0.0.1:{port}" in run.stderr


def test_ctrl_c_says_that_nothing_is_lost(cli_settings: Settings, tmp_path: Path) -> None:
    process = interrupted(cli_settings, random_model(tmp_path / "slow", n=20000, d=64), signal.SIGINT)
    assert process.returncode == 130
    assert "the same command goes on" in process.stderr
    assert "slow" not in residview(cli_settings, "models").stdout
    assert residview(cli_settings, "remove", "slow").returncode == 0


def interrupted(settings: Settings, directory: Path, number: int) -> subprocess.CompletedProcess[str]:
    """An add that gets a signal once its first step is through; indexing 20,000 rows takes longer than that."""
    command = [sys.executable, "-m", "residview", "add", str(directory)]
    environment = os.environ | {"RESIDVIEW_DATABASE_URL": settings.database_url or ""}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    database = open_database(settings)
    deadline = time.monotonic() + 60
    while not finished_steps(database, directory.name) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(number)
    try:
        _, stderr = process.communicate(timeout=2)
    except subprocess.TimeoutExpired:
        # Python drops what a handler raises inside a finaliser; a person presses the keys again.
        process.send_signal(number)
        _, stderr = process.communicate(timeout=60)
    database.close()
    return subprocess.CompletedProcess(command, process.returncode, "", stderr)


def finished_steps(database: Database, name: str) -> int:
    with database.reading() as session:
        found = session.scalar(
            select(func.count())
            .select_from(StepRow)
            .join(Model, Model.id == StepRow.model_id)
            .where(Model.name == name)
        )
    return found or 0


def test_the_version_is_printed(cli_settings: Settings) -> None:
    assert residview(cli_settings, "--version").stdout.strip() == f"residview {__version__}"
