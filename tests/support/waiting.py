"""Waiting for a run as a page does: by its events."""

import json

from fastapi.testclient import TestClient


def until_over(client: TestClient, name: str) -> dict:
    """The run when it has ended."""
    with client.stream("GET", f"/api/v1/runs/{name}/events") as events:
        lines = [line.removeprefix("data: ") for line in events.iter_lines() if line.startswith("data: ")]
    run: dict = json.loads(lines[-1])
    assert run["state"] in ("done", "failed", "cancelled"), run
    return run
