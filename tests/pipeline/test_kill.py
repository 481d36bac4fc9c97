"""`residview add` killed with -9 at many moments, then run again, stores what an undisturbed run stores."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from residview.settings import Settings
from residview.store import migrate
from residview.store.session import open_database
from tests.support.directories import random_model

MOMENTS = 24
_ALL = """
SELECT md5(string_agg(line, '|' ORDER BY line)) FROM (
  SELECT 'point set ' || name || n || checksum || md5(labels) || coalesce(md5(classes), '') AS line FROM point_sets
  UNION ALL SELECT 'basis ' || name || key || checksum || md5(center) || md5(components) FROM bases
  UNION ALL SELECT 'scores ' || b.name || p.name || s.first || md5(s.data)
    FROM score_blocks s JOIN bases b ON b.id = basis_id JOIN point_sets p ON p.id = point_set_id
  UNION ALL SELECT 'norms ' || b.name || p.name || md5(x.data)
    FROM norms x JOIN bases b ON b.id = basis_id JOIN point_sets p ON p.id = point_set_id
  UNION ALL SELECT 'subspace ' || b.name || p.name || md5(x.measured::text)
    FROM subspaces x JOIN bases b ON b.id = basis_id JOIN point_sets p ON p.id = point_set_id
  UNION ALL SELECT 'cosines ' || md5(measured::text) FROM cosines
  UNION ALL SELECT 'vector ' || p.name || index || vector::text FROM vectors v JOIN point_sets p ON p.id = point_set_id
  UNION ALL SELECT 'step ' || key FROM steps
  UNION ALL SELECT 'model ' || name || revision || md5(tokenizer) || (ready_at IS NOT NULL) FROM models
) AS lines"""
_INDEXES = "SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'vectors_%_cosine'"


def start(settings: Settings, directory: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"RESIDVIEW_DATABASE_URL": settings.database_url or ""}
    command = [sys.executable, "-m", "residview", "add", str(directory), "--name", "random"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def content(settings: Settings) -> tuple[str | None, int]:
    database = open_database(settings)
    with database.reading() as session:
        found = session.scalar(text(_ALL)), session.scalar(text(_INDEXES)) or 0
    database.close()
    return found


def empty(new_database: Callable[[str], Settings], name: str) -> Settings:
    settings = new_database(name)
    database = open_database(settings)
    migrate.upgrade(database)
    database.close()
    return settings


def test_a_kill_at_any_moment_changes_nothing_of_the_result(
    new_database: Callable[[str], Settings], tmp_path: Path
) -> None:
    directory = random_model(tmp_path, n=3000, n_ctx=128, d=96)
    undisturbed = empty(new_database, "undisturbed")
    started = time.monotonic()
    assert start(undisturbed, directory).wait() == 0
    whole_run = time.monotonic() - started
    expected = content(undisturbed)

    settings = empty(new_database, "killed")
    killed = 0
    rounds = random.Random(0)
    while killed < MOMENTS:
        settings = empty(new_database, "killed")
        # Several kills in a row at growing depths, so that later steps are hit too, then let it end.
        for _ in range(4):
            process = start(settings, directory)
            try:
                process.wait(rounds.uniform(0.25, 1.05) * whole_run)
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
        assert start(settings, directory).wait() == 0
        assert content(settings) == expected
