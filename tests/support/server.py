"""The real serving process on a free port."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from residview.settings import Settings


@contextmanager
def serving(settings: Settings, **variables: str) -> Iterator[tuple[str, psutil.Process]]:
    """Its address and its process; asked to end afterwards, it must end well."""
    command = [sys.executable, "-m", "residview", "serve", "--port", "0"]
    environment = os.environ | {"RESIDVIEW_DATABASE_URL": settings.database_url or ""} | variables
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    url = None
    while url is None:
        line = process.stdout.readline()
        assert line or process.poll() is None, "the server ended"
        url = re.search(r"http://\S+", line)
    yield url.group(), psutil.Process(process.pid)
    process.terminate()
    assert process.wait(20) == 0
