"""A name without a password: who holds it, who does not, and how it is taken up again."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import undefer

from residview.api.app import create_app
from residview.api.person import COOKIE
from residview.settings import Settings
from residview.store.session import Database
from residview.store.tables_people import Person
from tests.support.people import a_name, browser

URL = "/api/v1/people"


def me(client: TestClient) -> str | None:
    held = client.get(f"{URL}/me").json()["me"]
    return held and held["name"]


def test_the_browser_that_takes_a_name_is_known_by_it_and_another_is_not(client: TestClient) -> None:
    name = a_name()
    with browser(client) as first, browser(client) as second:
        assert me(first) is None
        taken = first.post(URL, json={"name": f"  {name}\t"})
        assert (taken.status_code, taken.json()["name"]) == (201, name)
        assert (me(first), me(second)) == (name, None)


def test_a_script_cannot_read_the_cookie_and_it_stays_on_its_site(client: TestClient) -> None:
    for base, secure in (("http://testserver", False), ("https://testserver", True)):
        with TestClient(client.app, base_url=base) as own:
            said = own.post(URL, json={"name": a_name()}).headers["set-cookie"]
            assert ("Secure" in said) is secure
            assert me(own) is not None
        for flag in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=34560000"):
            assert flag in said


def test_the_store_holds_hashes_alone(client: TestClient, database: Database) -> None:
    with browser(client) as own:
        made = own.post(URL, json={"name": a_name()}).json()
        _, secret = own.cookies[COOKIE].split(".")
    with database.reading() as session:
        query = select(Person).where(Person.name == made["name"])
        row = session.scalars(query.options(undefer(Person.secret_hash), undefer(Person.recovery_hash))).one()
    assert row.secret_hash == hashlib.sha256(secret.encode()).digest()
    assert row.recovery_hash == hashlib.sha256(made["recovery_key"].replace("-", "").encode()).digest()


@pytest.mark.parametrize(
    ("taken", "asked"),
    [
        ("Łukasz One", "ŁUKASZ one"),
        ("Straße One", "STRASSE ONE"),
        ("Zoe\u0301 One", "Zoé One"),
        ("Ａda One", "Ada One"),
    ],
)
def test_a_name_is_taken_in_every_spelling_that_reads_alike(client: TestClient, taken: str, asked: str) -> None:
    with browser(client, taken), browser(client) as other:
        refused = other.post(URL, json={"name": asked})
    assert refused.status_code == 409
    assert "is taken" in refused.json()["detail"]
    assert "recovery key" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "at least 1 character"),
        (" \n ", "nothing but white space"),
        ("x" * 41, "at most 40"),
        ("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 30, "40 at most"),
        ("a\0b", "U+0000"),
        ("Ada\x1b[31m", "U+001B"),
        ("\u202eadA", "invisible character U+202E"),
        ("A\u200bda", "invisible character U+200B"),
        (7, "body.name"),
    ],
)
def test_what_is_no_name_is_refused_with_a_sentence(client: TestClient, name: object, says: str) -> None:
    with browser(client) as own:
        refused = own.post(URL, json={"name": name})
    assert refused.status_code == 422
    assert says in refused.json()["detail"]


def test_halves_of_surrogate_pairs_are_no_name(client: TestClient) -> None:
    for body in (b'{"name": "\\ud800"}', b'{"name": "a", "recovery_key": "\\ud800"}'):
        for address in (URL, f"{URL}/recover"):
            refused = client.post(address, content=body, headers={"Content-Type": "application/json"})
            assert refused.status_code == 422


def test_markup_in_a_name_is_the_text_it_is(client: TestClient) -> None:
    name = "<script>alert(1)</script>"
    with browser(client, name) as own:
        answer = own.get(f"{URL}/me")
    assert answer.json()["me"]["name"] == name
    assert answer.headers["content-type"] == "application/json"


def test_a_browser_does_not_lose_one_name_to_another(client: TestClient) -> None:
    name, other = a_name(), a_name()
    with browser(client, name) as own:
        refused = own.post(URL, json={"name": other})
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:residview:problem:has-name")
        assert own.delete(f"{URL}/me").status_code == 204
        assert me(own) is None
        assert own.post(URL, json={"name": other}).status_code == 201
        assert own.post(URL, json={"name": name}).status_code == 409, "who holds one takes no second"


def test_a_recovery_key_takes_the_name_to_another_browser_once(client: TestClient) -> None:
    name = a_name()
    with browser(client) as first, browser(client) as second, browser(client) as third:
        key = first.post(URL, json={"name": name}).json()["recovery_key"]
        spoken = f" {key.upper().replace('-', ' ')} "
        recovered = second.post(f"{URL}/recover", json={"name": name.lower(), "recovery_key": spoken})
        assert recovered.status_code == 200, recovered.text
        assert recovered.json()["name"] == name
        assert (me(first), me(second)) == (None, name)
        assert third.post(f"{URL}/recover", json={"name": name, "recovery_key": key}).status_code == 403
        again = {"name": name, "recovery_key": recovered.json()["recovery_key"]}
        assert first.post(f"{URL}/recover", json=again).status_code == 200
        assert (me(first), me(second)) == (name, None)


def test_a_wrong_key_and_a_wrong_name_are_refused_alike(client: TestClient) -> None:
    name = a_name()
    with browser(client) as first, browser(client) as second:
        key = first.post(URL, json={"name": name}).json()["recovery_key"]
        for asked in ({"name": name, "recovery_key": f"{key[:-1]}?"}, {"name": a_name(), "recovery_key": key}):
            refused = second.post(f"{URL}/recover", json=asked)
            assert (refused.status_code, refused.json()["title"]) == (403, "Wrong recovery key")
        assert me(first) == name


def test_keys_cannot_be_tried_without_end(database: Database) -> None:
    with TestClient(create_app(Settings(), database)) as own:
        asked = {"name": "Nobody", "recovery_key": "2222"}
        answers = [own.post(f"{URL}/recover", json=asked) for _ in range(11)]
    assert [each.status_code for each in answers] == [403] * 10 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "Try again in" in answers[-1].json()["detail"]


def test_names_cannot_be_taken_without_end(database: Database) -> None:
    with TestClient(create_app(Settings(writes_per_minute=3), database)) as own:
        answers = [own.post(URL, json={"name": " "}).status_code for _ in range(2)]
        answers += [own.post(URL, json={"name": a_name()}).status_code for _ in range(2)]
    assert answers == [422, 422, 201, 429]


def test_of_ten_who_take_a_name_at_once_one_has_it(client: TestClient) -> None:
    name = a_name()
    with ThreadPoolExecutor(10) as threads:
        taken = list(threads.map(lambda _: client.post(URL, json={"name": name}).status_code, range(10)))
    client.cookies.clear()
    assert sorted(taken) == [201] + [409] * 9


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_s_page_can_change_nothing(client: TestClient, site: str) -> None:
    headers = {"Sec-Fetch-Site": site}
    with browser(client, a_name()) as own:
        assert own.post(URL, json={"name": a_name()}, headers=headers).status_code == 403
        assert own.delete(f"{URL}/me", headers=headers).status_code == 403
        assert own.get(f"{URL}/me", headers=headers).status_code == 200
        assert me(own) is not None


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_a_form_can_send_nothing(client: TestClient, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    with browser(client) as own:
        refused = own.post(URL, content=b'{"name": "Form"}', headers=headers)
        assert refused.status_code == 422
        assert me(own) is None


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cookie=st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=';,"\\'), max_size=120))
def test_a_forged_cookie_is_nobody(client: TestClient, cookie: str) -> None:
    for value in (cookie, f"1.{cookie}", f"99999999999.{cookie}"):
        answer = client.get(f"{URL}/me", headers={"Cookie": f"{COOKIE}={value}"})
        assert (answer.status_code, answer.json()) == (200, {"me": None})
