import json
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from residview.store.session import Database
from residview.store.tables import PointSetRow
from residview.vocabulary import TokenClass

URL = "/api/v1/models/demo/tokens"
CLASSES = "/api/v1/models/demo/classes/tokens"


@pytest.fixture(scope="module")
def labels(client: TestClient) -> list[str]:
    return client.get("/api/v1/models/demo/labels/tokens").json()


def hits(client: TestClient, **asked: object) -> list[int]:
    answer = client.get(URL, params=asked)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["q"], found["total"]) == (asked["q"], len(found["ids"]))
    return found["ids"]


@pytest.mark.parametrize("q", ["self", " self", "(", "\\xe2", "\n", "\0", "é", " " * 500])
def test_a_part_of_a_string_finds_all_tokens_that_hold_it(client: TestClient, labels: list[str], q: str) -> None:
    assert hits(client, q=q) == [id_ for id_, label in enumerate(labels) if q in label]


def test_case_counts_unless_it_is_said_not_to(client: TestClient, labels: list[str]) -> None:
    strict, loose = hits(client, q="ERROR"), hits(client, q="ERROR", case=False)
    assert loose == [id_ for id_, label in enumerate(labels) if "error" in label.lower()]
    assert set(strict) < set(loose)
    assert hits(client, q=" SELF", match="exact", case=False) == [labels.index(" self")]


def test_an_exact_search_finds_the_whole_string_only(client: TestClient, labels: list[str]) -> None:
    assert hits(client, q=" self", match="exact") == [labels.index(" self")]
    assert hits(client, q="no such token", match="exact") == []


@pytest.mark.parametrize("q", ["^ [a-z]+$", "[0-9]{2}", r"\\xe2", "^.$", "a|b|c", "^[ \\n]+$", "(?i)error"])
def test_a_regular_expression_finds_what_python_s_finds(client: TestClient, labels: list[str], q: str) -> None:
    assert hits(client, q=q, match="regex") == [id_ for id_, label in enumerate(labels) if re.search(q, label)] != []


def test_a_regular_expression_without_case(client: TestClient, labels: list[str]) -> None:
    found = hits(client, q="^ER", match="regex", case=False)
    assert found == [id_ for id_, label in enumerate(labels) if label.lower().startswith("er")] != []


def test_patterns_that_would_backtrack_for_ever_are_answered(client: TestClient, labels: list[str]) -> None:
    for q in ("(a+)+$", "(a|aa)+$", "(.*.*)*x", "(x+x+)+y"):
        assert client.get(URL, params={"q": q, "match": "regex"}).status_code == 200
    assert hits(client, q="(a+)+$", match="regex") == [id_ for id_, each in enumerate(labels) if each.endswith("a")]


@pytest.mark.parametrize(
    ("q", "says"),
    [
        ("(", "'(' cannot be used: missing ): ("),
        ("*", "no argument for repetition operator"),
        (r"(a)\1", r"invalid escape sequence: \1"),
        ("a(?=b)", "no backreferences and no lookaround"),
        (r"((\pL{0,30}){0,30}){0,30}x", "cannot be used"),
    ],
)
def test_a_pattern_that_cannot_be_read_is_named_with_the_reason(client: TestClient, q: str, says: str) -> None:
    answer = client.get(URL, params={"q": q, "match": "regex"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:residview:problem:bad-pattern")
    assert says in answer.json()["detail"]


def test_a_search_that_takes_too_long_is_given_up(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("residview.store.search.SECONDS", -1)
    answer = client.get(URL, params={"q": "((a?){30}){30}$", "match": "regex"})
    assert answer.status_code == 422
    assert "'((a?){30}){30}$' took longer" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"q": ""}, "q is empty"),
        ({"q": "", "match": "regex"}, "q is empty"),
        ({}, "query.q"),
        ({"q": "x" * 501}, "query.q"),
        ({"q": "x", "match": "fuzzy"}, "query.match"),
    ],
)
def test_searches_that_are_none_are_refused(client: TestClient, asked: dict, says: str) -> None:
    answer = client.get(URL, params=asked)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert says in answer.json()["detail"]


def test_each_token_has_a_class(client: TestClient, labels: list[str]) -> None:
    found = client.get(CLASSES).json()
    assert found["classes"] == list(TokenClass)
    named = {label: found["classes"][place] for label, place in zip(labels, found["of"], strict=True)}
    expected = {
        "<|endoftext|>": "special",
        "\\xe2": "bytes",
        "\n": "whitespace",
        " self": "word_start",
        "ing": "letters",
    }
    assert {label: named[label] for label in expected} == expected
    # Independent of our code: what Python's regular expressions say of the plain ones.
    for label, kind in named.items():
        if re.fullmatch(" [A-Za-z]+", label):
            assert kind == "word_start", label
        if re.fullmatch(" ?[0-9]+", label):
            assert kind == "digits", label


def test_classes_are_revalidated_and_a_version_that_is_gone_refused(client: TestClient) -> None:
    points = client.get("/api/v1/models/demo").json()["point_sets"]
    checksum = next(each["checksum"] for each in points if each["name"] == "tokens")
    answer = client.get(CLASSES, params={"v": checksum})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, no-cache")
    held = client.get(CLASSES, headers={"If-None-Match": answer.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert client.get(CLASSES, params={"v": "0" * 64}).status_code == 409


def test_a_model_of_an_earlier_version_says_how_to_bring_it_up_to_date(client: TestClient, database: Database) -> None:
    found = client.get(CLASSES).json()
    with database.transaction() as session:
        session.execute(update(PointSetRow).where(PointSetRow.name == "tokens").values(classes=None))
    try:
        answer = client.get(CLASSES)
    finally:
        with database.transaction() as session:
            of = bytes(found["of"])
            session.execute(update(PointSetRow).where(PointSetRow.name == "tokens").values(classes=of))
    assert answer.status_code == 409
    assert "Run `residview add` on its directory again" in answer.json()["detail"]
    assert json.loads(client.get(CLASSES).content) == found
