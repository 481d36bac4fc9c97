"""A prompt of one's own, from being sent to being captured, beside the bare forward pass.

`python -m bench.prompt` runs by itself: a real worker in a process of its own, the API in this one.
"""

import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

import torch
from fastapi.testclient import TestClient
from tests.support.report import Recorder
from tests.support.working import working

from bench.capture import seconds
from residview.api.app import create_app
from residview.demo import DEMO_MODEL
from residview.forward.opened import OpenModel, open_model
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import embedded, migrate
from residview.store.session import open_database

REPEATS = 25
#: What may come on top of one and a half forward passes.
ALLOWED = 0.1
_BASE = "/api/v1/models/demo"
_SECONDS_BETWEEN_LOOKS = 0.002


def texts() -> Iterator[str]:
    """Prompts of some sixty tokens, each another."""
    return (
        f"def work_{number}(self, value):\n    return [each + {number} for each in value]\n" * 3 for number in count()
    )


def forward(model: OpenModel, ids: list[int]) -> float:
    """Median seconds of a pass with logits."""
    tensor = torch.tensor([ids])
    return median(seconds(lambda: model.run(tensor)) for _ in range(REPEATS))


def sent_to_done(client: TestClient, text: str) -> float:
    """Seconds until the prompt's residuals can be asked for; its run is looked at again and again."""

    def wait() -> None:
        answer = client.post(f"{_BASE}/prompts", json={"text": text})
        assert answer.status_code == 201, answer.text
        run = answer.json()["run"]
        while run["state"] in ("queued", "running"):
            time.sleep(_SECONDS_BETWEEN_LOOKS)
            run = client.get(f"/api/v1/runs/{run['name']}").json()
        assert run["state"] == "done", run

    return seconds(wait)


def main(home: Path) -> None:
    torch.set_num_threads(1)
    settings = Settings(database_url=embedded.start(home))
    database = open_database(settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    with working(settings), TestClient(create_app(settings, database)) as client:
        client.post("/api/v1/people", json={"name": "Bench"}).raise_for_status()
        prompts = texts()
        sent_to_done(client, next(prompts))  # the worker opens the model
        took = sorted(sent_to_done(client, next(prompts)) for _ in range(REPEATS))
        ids = client.post(f"{_BASE}/tokenize", json={"text": next(prompts)}).json()["ids"]
    database.close()
    bare = forward(open_model(DEMO_MODEL), ids)
    within = sum(each <= 1.5 * bare + ALLOWED for each in took)
    print(f"\n## A prompt of one's own ({len(ids)} tokens, demo model)\n")
    print("| | ms |\n|---|---|")
    print(f"| forward pass, one thread, median of {REPEATS} | {1000 * bare:.1f} |")
    print(f"| sent to done, median | {1000 * median(took):.1f} |")
    print(f"| sent to done, slowest of {REPEATS} | {1000 * took[-1]:.1f} |")
    print(f"| over 1.5 forward passes, median | {1000 * (median(took) - 1.5 * bare):.1f} |")
    print(f"\n{within} of {REPEATS} within 1.5 forward passes plus {1000 * ALLOWED:.0f} ms.")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="residview-") as folder:
        main(Path(folder))
