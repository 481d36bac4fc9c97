"""Directions as files and as readings: what comes back of their numbers."""

import io
import json
import pickle
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from safetensors.numpy import load as load_safetensors
from safetensors.numpy import save as save_safetensors

from tests.support.captured import Captured
from tests.support.people import a_name
from tests.support.saving import (
    HEAD,
    RANDOM,
    STREAM,
    URL,
    as_npy,
    save,
    upload,
)


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
    assert upload(ada, as_npy(VECTOR), site="0.nonsense").status_code == 422
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
