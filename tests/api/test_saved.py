"""Directions that people save: whose they are, what is said of them, what comes back of their numbers."""

import io
import json
import pickle
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from safetensors.numpy import load as load_safetensors
from safetensors.numpy import save as save_safetensors

from residview.store import models, vectors
from residview.store.session import Database
from tests.support.captured import Captured, capture
from tests.support.people import a_name, browser

URL = "/api/v1/models/demo/saved-directions"
RANDOM = np.random.default_rng(11)
STREAM, HEAD = "2.resid_pre", "1.z.3"


@pytest.fixture(scope="module")
def captured(database: Database) -> Captured:
    return capture(database, "c-savedd2r22", {STREAM: 128, HEAD: 32}, seed=3)


@pytest.fixture
def ada(client: TestClient) -> Iterator[TestClient]:
    with browser(client, a_name()) as own:
        yield own


@pytest.fixture
def ben(client: TestClient) -> Iterator[TestClient]:
    with browser(client, a_name()) as own:
        yield own


@pytest.fixture
def nobody(client: TestClient) -> Iterator[TestClient]:
    with browser(client) as own:
        yield own


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


def as_npy(array: Any, **options: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


def test_a_file_s_numbers_come_back_in_every_format_bit_for_bit(ada: TestClient) -> None:
    made = upload(ada, as_npy(RANDOM.normal(size=128) * 1e30))
    assert made.status_code == 201, made.text
    assert made.json()["source"] is None
    one = f"{URL}/{made.json()['name']}/vector"
    npy, array, tensors = (ada.get(one, params={"format": each}) for each in ("npy", "json", "safetensors"))
    vector = np.load(io.BytesIO(npy.content), allow_pickle=False)
    assert (vector.dtype, vector.shape) == (np.float64, (128,))
    assert np.array(array.json()).tobytes() == vector.tobytes()
    assert load_safetensors(tensors.content)["direction"].tobytes() == vector.tobytes()
    for file in (npy, array, tensors):
        assert file.headers["content-disposition"].startswith('attachment; filename="v-')
        again = upload(ada, file.content)
        assert again.json()["checksum"] == made.json()["checksum"]
    assert ada.get(one, headers={"If-None-Match": npy.headers["etag"]}).status_code == 304


VECTOR = RANDOM.normal(size=128)
BFLOAT16 = (VECTOR.astype("<f4").view("<u4") >> 16).astype("<u2")
HEADER = b'{"v":{"dtype":"BF16","shape":[128],"data_offsets":[0,256]}}'


@pytest.mark.parametrize(
    ("data", "tolerance"),
    [
        (as_npy(VECTOR.astype("<f4")), 1e-7),
        (as_npy(VECTOR.astype(">f8")), 0),
        (as_npy(VECTOR.astype("<f2")), 1e-3),
        (as_npy(np.asfortranarray(VECTOR[None])), 0),
        (as_npy(VECTOR[:, None]), 0),
        (json.dumps(VECTOR.tolist()).encode(), 0),
        (json.dumps([VECTOR.tolist()]).encode(), 0),
        (b"\xef\xbb\xbf \n" + json.dumps(VECTOR.tolist()).encode(), 0),
        (save_safetensors({"v": VECTOR}), 0),
        (save_safetensors({"v": VECTOR.astype("<f4")[None]}), 1e-7),
        (len(HEADER).to_bytes(8, "little") + HEADER + BFLOAT16.tobytes(), 1e-2),
    ],
)
def test_files_are_read_by_what_is_in_them(ada: TestClient, data: bytes, tolerance: float) -> None:
    made = upload(ada, data)
    assert made.status_code == 201, made.text
    vector = np.array(ada.get(f"{URL}/{made.json()['name']}/vector", params={"format": "json"}).json())
    np.testing.assert_allclose(vector, VECTOR / np.linalg.norm(VECTOR), atol=max(tolerance, 1e-14))


class Exploit:
    def __reduce__(self) -> Any:
        return (exec, ("raise SystemExit('a pickle was run')",))


HUGE = as_npy(np.zeros(4)).replace(b"(4,)", b"(10000000000000,)").replace(b" " * 13, b"", 1)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (pickle.dumps(Exploit()), "a pickle, which runs code"),
        (pickle.dumps(VECTOR), "a pickle, which runs code"),
        (as_npy(np.array([Exploit()], dtype=object), allow_pickle=True), "Python objects, which are a pickle"),
        (as_npy(np.zeros(128, dtype="c16")), "complex128"),
        (as_npy(np.array(["a"] * 128)), "real numbers"),
        (as_npy(np.zeros(128, dtype=[("a", "f8")])), "real numbers"),
        (as_npy(np.zeros((2, 64))), "shape (2, 64)"),
        (as_npy(np.float64(3)), "shape ()"),
        (as_npy(VECTOR)[:-1], "1,024 bytes of numbers, but 1,023 follow"),
        (HUGE, "80,000,000,000,000 bytes"),
        (b"\x93NUMPY\x01\x00\x10\x00" + b"(" * 16, "header cannot be read"),
        (b"\x93NUMPY\x09\x00", "header cannot be read"),
        (as_npy(np.zeros(128)), "all zero"),
        (as_npy(np.append(VECTOR[:-1], np.nan)), "index 127 is nan"),
        (as_npy(np.append(VECTOR[:-1], -np.inf)), "index 127 is -inf"),
        (as_npy(VECTOR[:100]), "100 numbers; a direction of the residual stream has 128"),
        (b"[NaN]", "1 numbers"),
        (json.dumps([*VECTOR[:-1].tolist(), 10**400]).encode(), "index 127 is larger than"),
        (json.dumps([*VECTOR[:-1].tolist(), True]).encode(), "holds True at index 127"),
        (b'["a"]', "holds 'a' at index 0"),
        (b"[1, 2", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b"[\xff]", "cannot be read"),
        (b'{"vector": [1]}', "none of these"),
        (b"PK\x03\x04rest", "a zip archive"),
        (b"1.5, 2.5", "none of these"),
        (save_safetensors({"a": VECTOR, "b": VECTOR}), "2 tensors (a, b)"),
        (save_safetensors({}), "0 tensors"),
        (save_safetensors({"a": VECTOR})[:-3], "cannot be read"),
        (b"\xff" * 8 + b"{", "cannot be read"),
        (save_safetensors({"a": np.ones(128, dtype=bool)}), "BOOL"),
    ],
)
def test_files_that_are_no_direction_are_refused_with_a_sentence(ada: TestClient, data: bytes, says: str) -> None:
    refused = upload(ada, data)
    assert (refused.status_code, refused.json()["title"]) == (422, "Unusable direction")
    assert says in refused.json()["detail"]


@hypothesis_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(b"\x93NUMPY\x01\x00\x02\x00{}")
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda data: b"\x93NUMPY" + data),
        st.binary(max_size=100).map(lambda data: b"\x93NUMPY\x01\x00" + len(data).to_bytes(2, "little") + data),
        st.text("{'descr:<f8,ortan_shpTFlse()0123456789 }", max_size=120).map(
            lambda text: b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()
        ),
        st.binary(max_size=200).map(lambda data: len(data).to_bytes(8, "little") + b"{" + data),
        st.binary(max_size=200).map(lambda data: b"[" + data),
        st.recursive(st.floats() | st.integers() | st.text(max_size=5), st.lists, max_leaves=20).map(
            lambda value: json.dumps([value]).encode()
        ),
        st.dictionaries(st.text(max_size=5), st.just(np.zeros(3)), max_size=3).map(save_safetensors),
    )
)
def test_whatever_is_uploaded_is_refused_as_a_problem(ada: TestClient, data: bytes) -> None:
    refused = upload(ada, data)
    assert 400 <= refused.status_code < 500, refused.text
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_file_is_taken_for_the_space_of_a_captured_site(ada: TestClient, captured: Captured) -> None:
    made = upload(ada, as_npy(RANDOM.normal(size=32)), site=HEAD)
    assert (made.status_code, made.json()["space"]) == (201, HEAD)
    stream = upload(ada, as_npy(VECTOR), site=STREAM)
    assert stream.json()["space"] == "residual"
    assert upload(ada, as_npy(VECTOR), site="0.nonsense").status_code in (201, 422)
    assert upload(ada, as_npy(VECTOR), site="../etc").status_code == 422


def test_a_file_is_no_form_and_no_megabyte(ada: TestClient) -> None:
    form = ada.post(f"{URL}/upload", params={"title": "t"}, files={"file": as_npy(VECTOR)})
    assert (form.status_code, "application/octet-stream" in form.json()["detail"]) == (422, True)
    assert upload(ada, b"[" + b"1," * 1_000_000 + b"1]").status_code == 413


@pytest.mark.parametrize("basis", ["pca", "pca-scaled"])
def test_a_saved_mix_reads_the_rows_as_the_mix_it_was(ada: TestClient, captured: Captured, basis: str) -> None:
    mix = {"kind": "mix", "capture": captured.name, "site": STREAM, "basis": basis}
    made = save(ada, a_name(), {**mix, "weights": [{"component": 1, "weight": 3}, {"component": 6, "weight": -4}]})
    address = f"/api/v1/models/demo/captures/{captured.name}/sites/{STREAM}"
    query = {"basis": basis}
    read = ada.get(f"{address}/directions/{made['name']}/scores", params=query)
    assert read.status_code == 200, read.text
    center, scale, components = captured.bases[STREAM, basis]
    scores = (captured.all_rows(STREAM) - center) / (1 if scale is None else scale) @ components.T
    expected = (3 * scores[:, 0] - 4 * scores[:, 5]) / 5
    np.testing.assert_allclose(np.load(io.BytesIO(read.content))[:, 0], expected, rtol=1e-4, atol=1e-5)
    beside = ada.post(f"{address}/direction", params=query, json={"kind": "named", "name": made["name"]}).json()
    assert beside["cosines"][:6] == pytest.approx([0.6, 0, 0, 0, 0, -0.8], abs=1e-9)
    assert beside["share_inside"] == pytest.approx(1)


def all_rows(database: Database, point_set: str) -> np.ndarray:
    with database.reading() as session:
        id_ = models.point_set(models.ready_model(session, "demo"), point_set).id
        return np.concatenate(list(vectors.read(session, id_))).astype(np.float64)


def neighbors(person: TestClient, source: dict[str, Any], k: int = 5) -> dict[str, Any]:
    answer = person.post("/api/v1/models/demo/direction-neighbors", params={"k": k}, json=source)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_neighbours_among_tokens_are_numpy_s(ada: TestClient, database: Database) -> None:
    source = values()
    unit = np.array(source["values"]) / np.linalg.norm(source["values"])
    model = ada.get("/api/v1/models/demo").json()
    near = neighbors(ada, source)
    embedding = all_rows(database, "tokens")
    unembedding = embedding if model["tied_unembedding"] else all_rows(database, "unembedding")
    logits, cosines = unembedding @ unit, embedding @ unit / np.linalg.norm(embedding, axis=1)
    order = np.argsort(-logits)
    assert [each["id"] for each in near["unembedding"]] == [*order[:5], *order[::-1][:5]]
    np.testing.assert_allclose([each["logit"] for each in near["unembedding"]], logits[[*order[:5], *order[::-1][:5]]])
    order = np.argsort(-cosines)
    assert [each["id"] for each in near["tokens"]] == [*order[:5], *order[::-1][:5]]
    np.testing.assert_allclose([each["cosine"] for each in near["tokens"]], cosines[[*order[:5], *order[::-1][:5]]])
    drawn = np.random.default_rng(0).normal(size=(20_000, 128))
    sizes = abs(drawn[:, 0] / np.linalg.norm(drawn, axis=1))
    assert near["chance"] == pytest.approx(np.quantile(sizes, 0.95), rel=0.03)


def test_neighbours_among_components_are_of_the_site_and_of_the_model(ada: TestClient, captured: Captured) -> None:
    mix = {"kind": "mix", "capture": captured.name, "site": STREAM, "basis": "pca-scaled"}
    source = {**mix, "weights": [{"component": 4, "weight": -2}]}
    near = neighbors(ada, source, k=50)["components"]
    assert (near[0]["basis"], near[0]["component"]) == ("pca-scaled", 4)
    assert near[0]["cosine"] == pytest.approx(-1)
    _, scale, components = captured.bases[STREAM, "pca-scaled"]
    vector = -components[3] / scale / np.linalg.norm(components[3] / scale)
    _, _, plain = captured.bases[STREAM, "pca"]
    own = {each["component"]: each["cosine"] for each in near if each["basis"] == "pca"}
    assert own == pytest.approx({number: plain[number - 1] @ vector for number in own})
    assert {each["basis"] for each in near} & {"positions", "tokens"}
    sizes = [abs(each["cosine"]) for each in near]
    assert sizes == sorted(sizes, reverse=True)
    saved = save(ada, a_name(), source)
    assert neighbors(ada, {"kind": "named", "name": saved["name"]}, k=50)["components"] == near


def test_neighbours_among_saved_ones_are_of_the_same_space(ada: TestClient, captured: Captured) -> None:
    head = [{**values(32), "site": HEAD} for _ in range(3)]
    made = [save(ada, a_name(), source) for source in head]
    gone = save(ada, a_name(), {**values(32), "site": HEAD})
    ada.delete(f"{URL}/{gone['name']}")
    units = [np.array(source["values"]) / np.linalg.norm(source["values"]) for source in head]
    near = neighbors(ada, {"kind": "named", "name": made[0]["name"]}, k=50)
    cosines = {each["name"]: each["cosine"] for each in near["saved"]}
    assert made[0]["name"] not in cosines
    assert gone["name"] not in cosines
    for other, unit in zip(made[1:], units[1:], strict=True):
        assert cosines[other["name"]] == pytest.approx(unit @ units[0])
    assert (near["tokens"], near["unembedding"]) == ([], [])


def test_a_direction_of_another_model_s_weights_is_not_here(ada: TestClient) -> None:
    assert ada.get("/api/v1/models/gpt5/saved-directions").status_code == 404
    for address in (f"{URL}/v-k3w9q2hd7z", f"{URL}/a%00b", f"{URL}/v-k3w9q2hd7z/vector"):
        assert ada.get(address).status_code == 404


def test_a_direction_that_is_not_saved_comes_as_a_file_too(nobody: TestClient, captured: Captured) -> None:
    source = {"kind": "mix", "capture": captured.name, "site": STREAM, "weights": [{"component": 2, "weight": -3.0}]}
    url = "/api/v1/models/demo/direction-vector"
    found = np.array(nobody.post(url, params={"format": "json"}, json=source).json())
    _, _, components = captured.bases[STREAM, "pca"]
    np.testing.assert_allclose(found, -components[1], atol=1e-12)
    file = nobody.post(url, json=source)
    assert file.headers["content-type"] == "application/x-npy"
    assert np.array_equal(np.load(io.BytesIO(file.content)), found)
    refused = nobody.post(url, json={"kind": "values", "values": [0.0] * 128})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:residview:problem:bad-direction")
