"""Directions that people save: whose they are, and what is said of them."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.support.captured import Captured
from tests.support.people import a_name, browser
from tests.support.saving import HEAD, URL, describe, listed, name_of, save, upload, values, vote


def test_what_one_saves_everyone_sees_and_only_one_s_own_is_mine(
    ada: TestClient, ben: TestClient, nobody: TestClient
) -> None:
    title, source = a_name(), values()
    made = save(ada, title, source, description="indentation\r\nof blocks")
    given_ = np.array(source["values"])
    assert (made["title"], made["owner"], made["mine"], made["space"]) == (title, name_of(ada), True, "residual")
    assert made["norm"] == pytest.approx(np.linalg.norm(given_))
    assert made["own"]["text"] == made["best"]["text"] == "indentation\nof blocks"
    for other in (ben, nobody):
        seen = other.get(f"{URL}/{made['name']}").json()
        assert (seen["mine"], seen["own"], seen["best"]["mine"]) == (False, None, False)
        assert seen["best"]["text"] == "indentation\nof blocks"
        assert listed(other, q=title) == [made["name"]]
        assert listed(other, mine=True) == []
    assert listed(ada, mine=True) == [made["name"]]


def test_where_a_direction_came_from_is_kept_with_it(ada: TestClient, captured: Captured) -> None:
    mix = {
        "kind": "mix",
        "capture": captured.name,
        "site": HEAD,
        "basis": "pca-scaled",
        "weights": [{"component": 2, "weight": 0.5}],
    }
    made = save(ada, a_name(), mix)
    assert (made["source"], made["space"], made["d"]) == (mix, HEAD, 32)
    again = save(ada, a_name(), {"kind": "named", "name": made["name"]})
    assert (again["source"]["name"], again["space"], again["checksum"]) == (made["name"], HEAD, made["checksum"])
    assert {made["name"], again["name"]} <= set(listed(ada, space=HEAD))
    assert made["name"] not in listed(ada, space="residual", n=200)


def test_without_a_name_nothing_can_be_written(ada: TestClient, nobody: TestClient) -> None:
    made = save(ada, a_name(), description="mine")
    description = made["own"]["id"]
    one = f"{URL}/{made['name']}"
    answers = [
        nobody.post(URL, json={"title": "a", "source": values()}),
        upload(nobody, b"[1]"),
        nobody.patch(one, json={"title": "b"}),
        nobody.delete(one),
        nobody.put(f"{one}/description", json={"text": "c"}),
        nobody.delete(f"{one}/description"),
        nobody.put(f"/api/v1/descriptions/{description}/vote", json={"value": 1}),
    ]
    assert [each.status_code for each in answers] == [401] * 7
    assert all("Take one: no password is asked." in each.json()["detail"] for each in answers)


def test_only_its_owner_renames_or_takes_back_a_direction(ada: TestClient, ben: TestClient) -> None:
    title = a_name()
    one = f"{URL}/{save(ada, title)['name']}"
    for refused in (ben.patch(one, json={"title": "Ben's"}), ben.delete(one)):
        assert (refused.status_code, refused.json()["title"]) == (403, "Another's")
        assert name_of(ada) in refused.json()["detail"]
    assert ben.get(one).json()["title"] == title
    renamed = ada.patch(one, json={"title": f"  {title} \n anew "})
    assert (renamed.status_code, renamed.json()["title"]) == (200, f"{title} anew")
    assert ada.delete(one).status_code == 204


def test_what_was_taken_back_is_not_listed_but_links_still_show_it(ada: TestClient, ben: TestClient) -> None:
    title, source = a_name(), values()
    first = save(ada, title, source)
    one = f"{URL}/{first['name']}"
    assert ada.delete(one).status_code == 204
    assert listed(ada, q=title) == listed(ada, mine=True) == []
    assert ben.get(one).json()["taken_back"] is True
    assert ben.get(f"{one}/vector").status_code == 200
    assert ada.patch(one, json={"title": "again"}).status_code == 404
    assert ben.put(f"{one}/description", json={"text": "late"}).status_code == 404
    second = save(ada, title, source)
    assert second["name"] != first["name"], "the title is free again, the name is not"
    assert listed(ada, q=title) == [second["name"]]


def test_a_title_is_one_s_own_once(ada: TestClient, ben: TestClient) -> None:
    title = a_name()
    save(ada, title)
    other = save(ada, f"{title}, other")
    taken = [
        ada.post(URL, json={"title": title, "source": values()}),
        upload(ada, json.dumps([1.0] * 128).encode(), title=title),
        ada.patch(f"{URL}/{other['name']}", json={"title": title}),
    ]
    assert [each.status_code for each in taken] == [409] * 3
    assert title in taken[0].json()["detail"]
    save(ben, title)


def test_of_ten_who_save_under_one_title_at_once_one_does(ada: TestClient) -> None:
    title = a_name()
    with ThreadPoolExecutor(10) as threads:
        bodies = [{"title": title, "source": values()} for _ in range(10)]
        answers = list(threads.map(lambda body: ada.post(URL, json=body).status_code, bodies))
    assert sorted(answers) == [201] + [409] * 9


def test_search_looks_in_titles_owners_and_descriptions_and_takes_signs_for_what_they_are(
    ada: TestClient, ben: TestClient
) -> None:
    title, word = a_name(), f"100%_{a_name()}"
    made = save(ada, title)["name"]
    describe(ben, made, f"says {word} of it")
    for q in (title.upper(), name_of(ada), word, f"  {word}"):
        assert made in listed(ben, q=q)
    assert listed(ben, q=word.replace("%", "x")) == []
    assert listed(ben, q="a\0b") == []


def test_pages_of_the_list_follow_one_another(ada: TestClient) -> None:
    title = a_name()
    made = [save(ada, f"{title} {i}")["name"] for i in range(5)]
    pages = [listed(ada, q=title, first=first, n=2) for first in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [name for page in pages for name in page] == made[::-1], "newest first"


def test_one_description_a_person_and_votes_fall_with_the_text(ada: TestClient, ben: TestClient) -> None:
    made = save(ada, a_name())["name"]
    first = describe(ada, made, "indentation")
    assert vote(ben, first["id"], 1)["up"] == 1
    same = describe(ada, made, "indentation")
    assert (same["id"], same["up"]) == (first["id"], 1), "the same text keeps its votes"
    changed = describe(ada, made, "depth of blocks")
    assert (changed["id"], changed["text"], changed["up"]) == (first["id"], "depth of blocks", 0)
    whole = ben.get(f"{URL}/{made}").json()
    assert [each["text"] for each in whole["descriptions"]] == ["depth of blocks"]
    assert whole["n_descriptions"] == 1


def test_a_description_can_be_taken_back_and_others_stay(ada: TestClient, ben: TestClient) -> None:
    made = save(ada, a_name(), description="Ada's")["name"]
    describe(ben, made, "Ben's")
    assert ben.delete(f"{URL}/{made}/description").status_code == 204
    assert ben.delete(f"{URL}/{made}/description").status_code == 204
    whole = ben.get(f"{URL}/{made}").json()
    assert [each["text"] for each in whole["descriptions"]] == ["Ada's"]


def test_the_best_has_most_votes_and_of_equals_the_earliest(
    ada: TestClient, ben: TestClient, client: TestClient
) -> None:
    title = a_name()
    made = save(ada, title, description="first")["name"]
    second = describe(ben, made, "second")
    first = ada.get(f"{URL}/{made}").json()["own"]

    def best() -> str:
        whole, (short,) = ada.get(f"{URL}/{made}").json(), ada.get(URL, params={"q": title}).json()["directions"]
        assert whole["best"] == short["best"] == whole["descriptions"][0]
        assert whole["own"]["text"] == short["own"]["text"] == "first"
        assert short["n_descriptions"] == 2
        return short["best"]["text"]

    assert best() == "first"
    with browser(client, a_name()) as cleo:
        vote(cleo, second["id"], 1)
        assert best() == "second"
        vote(ben, first["id"], 1)
        assert best() == "first", "as many votes, said earlier"
        vote(cleo, first["id"], -1)
        assert best() == "second"
        assert vote(cleo, second["id"], 0) == vote(cleo, second["id"], 0) | {"up": 0, "my_vote": 0}
        vote(cleo, first["id"], 0)
        assert best() == "first"


def test_the_best_described_come_first(ada: TestClient, ben: TestClient) -> None:
    title = a_name()
    plain = save(ada, f"{title} plain")["name"]
    liked = save(ada, f"{title} liked", description="good")
    disliked = save(ada, f"{title} disliked", description="bad")
    vote(ben, liked["own"]["id"], 1)
    vote(ben, disliked["own"]["id"], -1)
    assert listed(ada, q=title) == [liked["name"], disliked["name"], plain]


def test_ten_votes_at_once_are_one(ada: TestClient, ben: TestClient) -> None:
    said = save(ada, a_name(), description="indentation")["own"]
    with ThreadPoolExecutor(10) as threads:
        values_ = [1, -1] * 5
        answers = list(threads.map(lambda value: vote(ben, said["id"], value), values_))
    assert all(each["up"] + each["down"] == 1 for each in answers)
    last = vote(ben, said["id"], 1)
    assert (last["up"], last["down"], last["my_vote"]) == (1, 0, 1)
    assert vote(ben, said["id"], 0)["my_vote"] == 0


@pytest.mark.parametrize("value", [2, -2, 0.5, True, "1", None, 10**30])
def test_a_vote_is_up_down_or_none(ada: TestClient, ben: TestClient, value: object) -> None:
    said = save(ada, a_name(), description="x")["own"]
    refused = ben.put(f"/api/v1/descriptions/{said['id']}/vote", json={"value": value})
    assert refused.status_code == 422
    assert "body.value" in refused.json()["detail"]


def test_nobody_votes_on_their_own_or_on_what_is_gone(ada: TestClient, ben: TestClient) -> None:
    made = save(ada, a_name(), description="x")
    own = ada.put(f"/api/v1/descriptions/{made['own']['id']}/vote", json={"value": 1})
    assert (own.status_code, "votes on it are for others" in own.json()["detail"]) == (403, True)
    ada.delete(f"{URL}/{made['name']}/description")
    gone = ben.put(f"/api/v1/descriptions/{made['own']['id']}/vote", json={"value": 1})
    assert (gone.status_code, "may have taken it back" in gone.json()["detail"]) == (404, True)


def test_markup_comes_back_as_the_text_it_is(client: TestClient) -> None:
    markup = "<img src=x onerror=alert(1)>"
    with browser(client, f"<i>{a_name()}</i>") as own:
        made = save(own, markup, description=f"{markup}\n&amp;")
        seen = own.get(f"{URL}/{made['name']}")
    assert seen.headers["content-type"] == "application/json"
    assert (seen.json()["title"], seen.json()["best"]["text"]) == (markup, f"{markup}\n&amp;")
    assert seen.json()["owner"].startswith("<i>")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"title": " "}, "nothing but white space"),
        ({"title": "x" * 101}, "body.title"),
        ({"title": "a\x1b"}, "U+001B"),
        ({"description": "a\0"}, "U+0000"),
        ({"description": "x" * 2001}, "body.description"),
        ({"source": {"kind": "guess"}}, "body.source"),
        ({"source": {"kind": "values", "values": ["NaN"]}}, "body.source.values"),
        ({"source": {"kind": "values", "values": []}}, "body.source.values"),
        ({"owner": "Ada"}, "body.owner"),
    ],
)
def test_bodies_that_cannot_be_kept_are_refused(ada: TestClient, body: dict[str, Any], says: str) -> None:
    refused = ada.post(URL, json={"title": "t", "source": values(), **body})
    assert refused.status_code == 422
    assert says in refused.json()["detail"]


def test_a_direction_of_another_model_s_weights_is_not_here(ada: TestClient) -> None:
    assert ada.get("/api/v1/models/gpt5/saved-directions").status_code == 404
    for address in (f"{URL}/v-k3w9q2hd7z", f"{URL}/a%00b", f"{URL}/v-k3w9q2hd7z/vector"):
        assert ada.get(address).status_code == 404
