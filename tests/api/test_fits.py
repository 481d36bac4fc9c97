"""Bases fitted on request: told of while one waits, made once, called off by who leaves."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import anyio
import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select, text

from residview.api.app import create_app
from residview.precompute.add import add_model
from residview.precompute.alone import alone
from residview.precompute.fits import DEFAULT_FITS, fit_named
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database
from residview.store.tables import Basis, Model, StepRow
from tests.support.directories import random_model, recorded_layouts, write_layout, write_model
from tests.support.report import Recorder
from tests.support.scores import stored_scores
from tests.support.server import serving

Answers = list[dict[str, Any]]


@pytest.fixture(scope="module")
def fit_settings(new_database: Callable[[str], Settings]) -> Settings:
    return new_database("fits")


@pytest.fixture(scope="module")
def store(fit_settings: Settings) -> Iterator[Database]:
    database = open_database(fit_settings)
    migrate.upgrade(database)
    yield database
    database.close()


@pytest.fixture(scope="module")
def app(store: Database, fit_settings: Settings) -> FastAPI:
    return create_app(fit_settings, store)


@pytest.fixture(scope="module")
def fitter(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def model(store: Database, tmp_path: Path) -> tuple[str, Path]:
    """A model for one test, with an unembedding of its own: its name and its directory."""
    directory = random_model(tmp_path / "model", untied=True)
    add_model(store, directory, tmp_path.name, Recorder())
    return tmp_path.name, directory


def fit(client: TestClient, name: str, **choices: object) -> Answers:
    answer = client.post(f"/api/v1/models/{name}/bases", json=choices)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


def no_fit_under_way() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("fit "):
            thread.join(60)


def bases_of(client: TestClient, name: str) -> list[str]:
    return [basis["name"] for basis in client.get(f"/api/v1/models/{name}/bases").json()["bases"]]


def no_waiting(_name: str) -> None:
    raise AssertionError("nobody else should be at work")


def test_progress_is_told_and_the_last_line_is_the_basis(fitter: TestClient, model: tuple[str, Path]) -> None:
    *progress, last = fit(fitter, model[0], fitted_on="both", position_0=True, centered=False, scaled=True)
    assert list(last) == ["basis"]
    assert last["basis"] == fitter.get(f"/api/v1/models/{model[0]}/bases/both-raw-with-0-scaled").json()
    assert (last["basis"]["n_rows"], last["basis"]["fitted_on"]) == (324, "both")
    assert progress
    assert {line["step"] for line in progress} == {"both-raw-with-0-scaled: PCA and scores"}
    done = [line["done"] for line in progress]
    assert done == sorted(done)
    assert all(0 <= line["done"] <= line["of"] == 2 * (24 + 300 + 300) for line in progress)


@pytest.mark.parametrize("name", ["positions-raw", "both-scaled", "unembedding", "tokens-raw-scaled"])
def test_what_is_fitted_on_request_is_what_add_fits(
    fitter: TestClient, store: Database, model: tuple[str, Path], name: str
) -> None:
    """The same numbers under the same key: neither does the other's work again."""
    asked = fit_named(name)
    choices = {"centered": asked.centered, "scaled": asked.scaled, "position_0": False}
    (*_, last) = fit(fitter, model[0], fitted_on=asked.fitted_on, **choices)
    fits = (*DEFAULT_FITS, asked)
    assert add_model(store, model[1], model[0], Recorder(), fits).steps_run == 0
    assert add_model(store, model[1], f"{model[0]}-added", Recorder(), fits).steps_run > 0
    (added,) = fit(fitter, f"{model[0]}-added", fitted_on=asked.fitted_on, **choices)
    assert added == last
    for points in ("positions", "tokens", "unembedding"):
        found, expected = (stored_scores(store, each, name, points) for each in (model[0], f"{model[0]}-added"))
        np.testing.assert_array_equal(found, expected)


def test_a_basis_that_is_there_is_answered_at_once(fitter: TestClient, model: tuple[str, Path]) -> None:
    (*_, first) = fit(fitter, model[0], fitted_on="tokens", scaled=True)
    assert fit(fitter, model[0], fitted_on="tokens", scaled=True) == [first]
    (default,) = fit(fitter, model[0], fitted_on="positions")
    assert default["basis"]["name"] == "positions"


def test_a_new_basis_is_whole(fitter: TestClient, model: tuple[str, Path]) -> None:
    fit(fitter, model[0], fitted_on="unembedding", centered=False)
    basis = f"/api/v1/models/{model[0]}/bases/unembedding-raw"
    for points in ("positions", "tokens", "unembedding"):
        for measure in ("scores", "norms", "subspace"):
            assert fitter.get(f"{basis}/{measure}/{points}").status_code == 200


def test_who_asks_for_the_same_at_once_shares_one_fit(
    fitter: TestClient, store: Database, model: tuple[str, Path]
) -> None:
    with store.reading() as session:
        before = session.scalar(select(func.max(Basis.id)))
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: fit(fitter, model[0], fitted_on="both"), range(6)))
    assert len({json.dumps(answer[-1]) for answer in answers}) == 1
    assert answers[0][-1]["basis"]["name"] == "both"
    with store.reading() as session:
        assert session.scalar(select(func.max(Basis.id))) == before + 1


def test_different_bases_asked_for_at_once_are_all_made(fitter: TestClient, model: tuple[str, Path]) -> None:
    wanted = [{"fitted_on": on, "scaled": scaled} for on in ("tokens", "both", "unembedding") for scaled in (True,)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda choices: fit(fitter, model[0], **choices), wanted))
    assert [answer[-1]["basis"]["name"] for answer in answers] == [
        "tokens-scaled",
        "both-scaled",
        "unembedding-scaled",
    ]


def test_one_connection_is_enough_for_a_server(store: Database, fit_settings: Settings, tmp_path: Path) -> None:
    add_model(store, random_model(tmp_path), "narrow", Recorder())
    settings = fit_settings.model_copy(update={"pool_size": 1})
    database = open_database(settings)
    with TestClient(create_app(settings, database)) as client:
        assert fit(client, "narrow", fitted_on="both")[-1]["basis"]["name"] == "both"
    database.close()


def test_more_fits_than_there_is_room_for_are_told_so(
    fitter: TestClient, model: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr("residview.api.routes.fits._PLACES", taken)
    lines = fitter.post(f"/api/v1/models/{model[0]}/bases", json={"fitted_on": "both"}).text.splitlines()
    (problem,) = [json.loads(line)["problem"] for line in lines]
    assert (problem["status"], "Ask again" in problem["detail"]) == (503, True)


def test_what_turns_out_impossible_is_the_last_line_and_leaves_nothing(
    fitter: TestClient, store: Database, tmp_path: Path
) -> None:
    table = np.random.default_rng(0).normal(size=(30, 5)).astype(np.float32)
    same = np.ones((30, 5), np.float32)
    add_model(store, write_model(tmp_path, table, table[:9], unembedding=same), "same", Recorder())
    (*_, last) = fit(fitter, "same", fitted_on="unembedding")
    assert list(last) == ["problem"]
    assert (last["problem"]["status"], last["problem"]["type"]) == (422, "urn:residview:problem:bad-fit")
    assert "'unembedding' cannot be fitted. All fitted rows are equal" in last["problem"]["detail"]
    assert bases_of(fitter, "same") == ["positions", "tokens"]


@pytest.mark.parametrize(
    ("name", "body", "status", "says"),
    [
        ("tied", {"fitted_on": "unembedding"}, 422, "its token table (tied). Fit on tokens."),
        ("tied", {"fitted_on": "tokens", "position_0": True}, 422, "position_0 is for fits on positions or on both"),
        ("tied", {"fitted_on": "heads"}, 422, "body.fitted_on"),
        ("tied", {}, 422, "body.fitted_on"),
        ("tied", {"fitted_on": "tokens", "whitened": True}, 422, "body.whitened"),
        ("rotary", {"fitted_on": "positions"}, 422, "'positions' needs positions"),
        ("rotary", {"fitted_on": "both", "scaled": True}, 422, "'both-scaled' needs positions"),
        ("nobody", {"fitted_on": "tokens"}, 404, "There is no model 'nobody' here"),
    ],
)
def test_what_is_known_beforehand_to_be_impossible_is_a_problem(
    fitter: TestClient,
    store: Database,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    body: dict[str, object],
    status: int,
    says: str,
) -> None:
    if name != "nobody":
        directory = tmp_path_factory.mktemp(name)
        write_layout(directory, recorded_layouts()["gpt2-lm" if name == "tied" else "llama-lm"])
        add_model(store, directory, name, Recorder())
    answer = fitter.post(f"/api/v1/models/{name}/bases", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


def post_and_leave(app: FastAPI, name: str, choices: dict[str, object], leave_at: str) -> str:
    """What was told until a line held `leave_at`; then the client is gone."""
    body = json.dumps(choices).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    path = f"/api/v1/models/{name}/bases"
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
    }
    told: list[bytes] = []

    async def run() -> None:
        requests = [{"type": "http.request", "body": body, "more_body": False}]
        leaving = anyio.Event()

        async def receive() -> dict[str, Any]:
            if requests:
                return requests.pop()
            await leaving.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            told.append(message.get("body", b""))
            if leave_at.encode() in told[-1]:
                leaving.set()

        await app(scope, receive, send)

    anyio.run(run)
    return b"".join(told).decode()


def test_who_leaves_while_rows_are_read_calls_the_fit_off(
    app: FastAPI, fitter: TestClient, store: Database, model: tuple[str, Path]
) -> None:
    """A lock in the database keeps the fit from ending before the client is gone."""
    with store.transaction() as session:
        session.execute(text("LOCK TABLE norms IN ACCESS EXCLUSIVE MODE"))
        told = post_and_leave(app, model[0], {"fitted_on": "both"}, '"done"')
    no_fit_under_way()
    assert '"basis"' not in told
    assert bases_of(fitter, model[0]) == ["positions", "tokens"]
    with store.reading() as session:
        steps = select(StepRow.name).join(Model, Model.id == StepRow.model_id).where(Model.name == model[0])
        assert not [step for step in session.scalars(steps) if step.startswith("both")]
    assert fit(fitter, model[0], fitted_on="both")[-1]["basis"]["name"] == "both"


def test_who_leaves_while_waiting_for_another_calls_the_fit_off(
    app: FastAPI, fitter: TestClient, store: Database, model: tuple[str, Path]
) -> None:
    with alone(store, model[0], no_waiting):
        told = post_and_leave(app, model[0], {"fitted_on": "both"}, "waiting")
    no_fit_under_way()
    assert f"waiting for other work on {model[0]} to end" in told
    assert bases_of(fitter, model[0]) == ["positions", "tokens"]


def test_lines_arrive_as_they_are_told_compressed_or_not(
    store: Database, fit_settings: Settings, model: tuple[str, Path]
) -> None:
    """While the model is locked the fit cannot end, so that what arrives was not held back for the end."""
    with serving(fit_settings) as (url, _):
        with alone(store, model[0], no_waiting), httpx.Client(headers={"Accept-Encoding": "gzip"}) as client:
            address = f"{url}/api/v1/models/{model[0]}/bases"
            with client.stream("POST", address, json={"fitted_on": "both"}) as answer:
                assert "waiting" in json.loads(next(answer.iter_lines()))["step"]
        (*_, last) = httpx.post(address, json={"fitted_on": "tokens", "scaled": True}).text.splitlines()
        assert json.loads(last)["basis"]["name"] == "tokens-scaled"
