"""Runs over HTTP: where they are, progress as it is made, calling off, trying again."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from residview.jobs import queue
from residview.settings import Settings
from residview.store import migrate, runs
from residview.store.session import Database, open_database
from residview.store.tables_runs import Capture, PromptSet
from residview.vocabulary import RunKind, RunState
from tests.support.server import serving

REVISION = "b" * 64


@pytest.fixture(scope="module")
def run_settings(new_database: Callable[[str], Settings]) -> Settings:
    return new_database("runs").model_copy(update={"max_queued": 4})


@pytest.fixture(scope="module")
def store(run_settings: Settings) -> Iterator[Database]:
    database = open_database(run_settings)
    migrate.upgrade(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def server(run_settings: Settings, store: Database) -> Iterator[str]:
    with serving(run_settings, RESIDVIEW_MAX_QUEUED="4") as (url, _):
        yield url


@pytest.fixture
def api(server: str, store: Database) -> Iterator[httpx.Client]:
    with store.transaction() as session:
        session.execute(text("DELETE FROM prompt_sets"))
        session.execute(text("DELETE FROM procrastinate_jobs"))
        session.execute(text("DELETE FROM runs"))
    with httpx.Client(base_url=f"{server}/api/v1", timeout=20) as client:
        yield client


def submitted(store: Database, number: int, kind: RunKind = RunKind.LENS, **request: Any) -> str:
    with store.transaction() as session:
        asked = {"number": number, **request}
        return queue.submit(store, session, revision=REVISION, kind=kind, request=asked, urgent=True).name


def events(response: httpx.Response) -> Iterator[dict[str, Any]]:
    fields: dict[str, str] = {}
    for line in response.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            assert fields["event"] == "run"
            yield json.loads(fields["data"])
            fields = {}


def test_a_run_says_where_it_is(api: httpx.Client, store: Database) -> None:
    first, second = submitted(store, 1), submitted(store, 2, RunKind.CAPTURE, capture="c-2345678923")
    assert api.get(f"/runs/{first}").json()["ahead"] == 0
    found = api.get(f"/runs/{second}").json()
    assert (found["state"], found["ahead"], found["model"]) == ("queued", 1, None)
    assert found["capture"] == "c-2345678923"


@pytest.mark.parametrize("name", ["r-nosuchrun2", "%00", "ä" * 90])
def test_an_unknown_run_is_a_404_with_a_sentence(api: httpx.Client, name: str) -> None:
    for answer in (
        api.get(f"/runs/{name}"),
        api.get(f"/runs/{name}/events"),
        api.post(f"/runs/{name}/cancel"),
        api.post(f"/runs/{name}/retry"),
    ):
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert "There is no run" in answer.json()["detail"]


def test_progress_is_streamed_until_the_run_has_ended(api: httpx.Client, store: Database) -> None:
    name = submitted(store, 1)
    with api.stream("GET", f"/runs/{name}/events") as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        seen = events(response)
        assert next(seen)["state"] == "queued"
        with store.transaction() as session:
            run = runs.begin(session, name)
        assert run is not None
        assert next(seen)["state"] == "running"
        with store.transaction() as session:
            runs.advance(session, run, "prompts", 3, 5)
        told = next(seen)
        assert (told["step"], told["done"], told["of"]) == ("prompts", 3, 5)
        with store.transaction() as session:
            runs.finish(session, run, {"secret": "results are not part of it"})
        last = next(seen)
        assert (last["state"], last["done"], "result" in last) == ("done", 5, False)
        assert next(seen, None) is None


def test_the_stream_of_a_run_that_has_ended_says_so_and_ends(api: httpx.Client, store: Database) -> None:
    name = submitted(store, 1)
    api.post(f"/runs/{name}/cancel")
    with api.stream("GET", f"/runs/{name}/events") as response:
        assert [each["state"] for each in events(response)] == ["cancelled"]


def test_many_watchers_leave_room_for_others(api: httpx.Client, store: Database) -> None:
    name = submitted(store, 1)
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=api.base_url, limits=limits, timeout=20) as crowd:
        watchers = [crowd.stream("GET", f"/runs/{name}/events") for _ in range(60)]
        streams = [events(watcher.__enter__()) for watcher in watchers]
        assert {next(stream)["state"] for stream in streams} == {"queued"}
        assert api.get("/workers").json()["queued"] == 1
        api.post(f"/runs/{name}/cancel")
        assert {next(stream)["state"] for stream in streams} == {"cancelled"}
        for watcher in watchers:
            watcher.__exit__(None, None, None)


def test_a_server_that_stops_ends_its_streams(run_settings: Settings, store: Database, api: httpx.Client) -> None:
    name = submitted(store, 1)
    with serving(run_settings) as (url, process), httpx.stream("GET", f"{url}/api/v1/runs/{name}/events") as response:
        seen = events(response)
        assert next(seen)["state"] == "queued"
        process.terminate()
        assert next(seen, None) is None


def test_what_is_called_off_can_be_tried_again(api: httpx.Client, store: Database) -> None:
    name = submitted(store, 1)
    assert api.post(f"/runs/{name}/cancel").json()["state"] == "cancelled"
    again = api.post(f"/runs/{name}/cancel")
    assert (again.status_code, "is cancelled" in again.json()["detail"]) == (409, True)
    assert api.post(f"/runs/{name}/retry").json()["state"] == "queued"
    again = api.post(f"/runs/{name}/retry")
    assert (again.status_code, "is queued" in again.json()["detail"]) == (409, True)


def test_a_full_queue_says_when_to_come_back(api: httpx.Client, store: Database) -> None:
    off = submitted(store, 0)
    api.post(f"/runs/{off}/cancel")
    for number in range(1, 5):
        submitted(store, number)
    assert api.get("/workers").json() == {"workers": 0, "queued": 4, "running": 0, "room": 0}
    refused = api.post(f"/runs/{off}/retry")
    assert refused.status_code == 429
    assert f"Try again in {refused.headers['retry-after']} s" in refused.json()["detail"]


def test_only_runs_of_listed_captures_are_listed(api: httpx.Client, store: Database) -> None:
    submitted(store, 0)
    for number, public in ((1, True), (2, False)):
        with store.transaction() as session:
            name = f"c-222222222{number}"
            request = {"capture": name}
            run = queue.submit(
                store, session, revision=REVISION, kind=RunKind.CAPTURE, request=request, urgent=not public
            )
            prompts = PromptSet(
                revision=REVISION,
                name=f"p-{number}",
                title="",
                source="",
                kind="file",
                n_prompts=1,
                n_tokens=1,
                checksum="",
                public=public,
            )
            session.add(prompts)
            session.flush()
            counts = {"n_prompts": 1, "n_tokens": 1, "n_shown": 1, "n_shards": 1, "code_version": 1}
            session.add(
                Capture(name=name, revision=REVISION, prompt_set_id=prompts.id, run=run.name, parts=[], **counts)
            )
    listed = api.get("/runs").json()["runs"]
    assert [each["capture"] for each in listed] == ["c-2222222221"]
    assert api.get("/runs", params={"model": "nobody"}).status_code == 404
    assert listed[0]["state"] == RunState.QUEUED
