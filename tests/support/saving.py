"""Saving directions before a server, as tests do it."""

import io
from typing import Any

import numpy as np
from fastapi.testclient import TestClient

from tests.support.people import a_name

URL = "/api/v1/models/demo/saved-directions"
RANDOM = np.random.default_rng(11)
#: What the fixture `captured` holds: a site of the stream, and one with a space of its own.
STREAM, HEAD = "2.resid_pre", "1.z.3"


def name_of(person: TestClient) -> str:
    return person.get("/api/v1/people/me").json()["me"]["name"]


def values(d: int = 128) -> dict[str, Any]:
    return {"kind": "values", "values": RANDOM.normal(size=d).tolist()}


def save(person: TestClient, title: str, source: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    made = person.post(URL, json={"title": title, "source": source or values(), **more})
    assert made.status_code == 201, made.text
    return made.json()


def listed(person: TestClient, **query: Any) -> list[str]:
    found = person.get(URL, params=query).json()
    assert found["total"] >= len(found["directions"])
    return [each["name"] for each in found["directions"]]


def describe(person: TestClient, direction: str, text: str) -> dict[str, Any]:
    said = person.put(f"{URL}/{direction}/description", json={"text": text})
    assert said.status_code == 200, said.text
    return said.json()


def vote(person: TestClient, description: int, value: int) -> dict[str, Any]:
    voted = person.put(f"/api/v1/descriptions/{description}/vote", json={"value": value})
    assert voted.status_code == 200, voted.text
    return voted.json()


def upload(person: TestClient, data: bytes, **query: Any) -> Any:
    headers = {"Content-Type": "application/octet-stream"}
    return person.post(f"{URL}/upload", params={"title": a_name(), **query}, content=data, headers=headers)


def as_npy(array: Any, **options: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()
