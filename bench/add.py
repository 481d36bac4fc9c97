"""Adding a model of GPT-2 small's shape made from random numbers: each step's time, the peak memory, a second add."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select
from tests.support.directories import random_model

from bench.baseline import product_seconds
from residview.settings import Settings
from residview.store.session import open_database
from residview.store.tables import Model, StepRow


def run(home: Path, *arguments: str | Path) -> tuple[float, float]:
    """Seconds and peak resident megabytes of a residview command of its own."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "residview", *map(str, arguments)],
        env=os.environ | {"RESIDVIEW_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except FileNotFoundError:
            break
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        peak = max(peak, int(found.group(1)) if found else 0)
        time.sleep(0.05)
    assert process.wait() == 0
    return time.perf_counter() - start, peak / 1024


def main(home: Path, work: Path) -> None:
    directory = random_model(work / "gpt2-shaped", n=50_257, n_ctx=1_024, d=768)
    unit = product_seconds()
    run(home, "db", "upgrade")
    seconds, peak = run(home, "add", directory)
    again, _ = run(home, "add", directory)
    print("\n## Adding 50,257 x 768 tokens and 1,024 x 768 positions\n")
    print(f"Unit: a float64 product of two 1,024 x 1,024 matrices on one thread, {unit * 1000:.0f} ms.\n")
    print("| step | seconds | units |\n|---|---|---|")
    database = open_database(Settings(home=home))
    with database.reading() as session:
        query = select(StepRow.name, StepRow.seconds).join(Model, Model.id == StepRow.model_id)
        for name, spent in session.execute(query.where(Model.name == "gpt2-shaped").order_by(StepRow.finished_at)):
            print(f"| {name} | {spent:.1f} | {spent / unit:,.0f} |")
    database.close()
    print(f"| all, start to end | {seconds:.1f} | {seconds / unit:,.0f} |")
    print(f"| the same command again | {again:.1f} | {again / unit:,.0f} |")
    print(f"\nPeak resident memory of `residview add`: {peak:.0f} MB.")
