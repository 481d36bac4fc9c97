"""`residview demo`: everything in one go, and nothing left behind."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest

from residview.settings import Settings


@pytest.fixture(scope="module")
def demo_settings(new_database: Callable[[str], Settings]) -> Settings:
    return new_database("demo")


@contextmanager
def demo(settings: Settings, *options: str) -> Iterator[tuple[psutil.Process, str]]:
    command = [sys.executable, "-m", "residview", "demo", "--no-open", "--port", "0", *options]
    environment = os.environ | {"RESIDVIEW_DATABASE_URL": settings.database_url or "", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = None
    while url is None:
        line = process.stdout.readline()
        assert line or process.poll() is None, "the demo ended"
        url = re.search(r"http://\S+", line)
    yield psutil.Process(process.pid), url.group()
    if process.poll() is None:
        process.kill()
    process.wait()


def has_a_worker(url: str) -> None:
    deadline = time.monotonic() + 60
    while httpx.get(f"{url}/api/v1/workers").json()["workers"] != 1:
        assert time.monotonic() < deadline, "no worker came up"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_it_brings_a_worker_which_ends_with_it(demo_settings: Settings, number: int) -> None:
    with demo(demo_settings) as (process, url):
        has_a_worker(url)
        (child,) = process.children()
        process.send_signal(number)
        process.wait(60)
        assert psutil.wait_procs([child], 60)[1] == []


def test_it_can_do_without_a_worker(demo_settings: Settings) -> None:
    with demo(demo_settings, "--no-worker") as (process, url):
        assert process.children() == []
        assert httpx.get(f"{url}/api/v1/models/demo").json()["name"] == "demo"
        process.terminate()
        process.wait(60)
