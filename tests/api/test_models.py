import json

from fastapi.testclient import TestClient

from residview.demo import DEMO_MODEL


def test_the_demo_model_is_described(client: TestClient) -> None:
    (model,) = client.get("/api/v1/models").json()["models"]
    assert model == client.get("/api/v1/models/demo").json()
    assert (model["architecture"], model["positional_scheme"], model["d_model"]) == ("gpt2", "learned", 128)
    assert (model["n_layers"], model["n_heads"], model["n_ctx"], model["n_vocab"]) == (4, 4, 128, 4096)
    assert model["tied_unembedding"] is True
    assert [(points["name"], points["n"]) for points in model["point_sets"]] == [("positions", 128), ("tokens", 4096)]


def test_bases_carry_their_provenance(client: TestClient) -> None:
    found = client.get("/api/v1/models/demo/bases").json()["bases"]
    assert [basis["name"] for basis in found] == ["positions", "tokens"]
    positions = found[0]
    assert positions == client.get("/api/v1/models/demo/bases/positions").json()
    assert (positions["first_row"], positions["n_rows"], positions["centered"]) == (1, 127, True)
    assert sum(positions["variance_shares"][:3]) >= 0.92
    assert len(positions["checksum"]) == len(positions["key"]) == 64


def test_labels_are_a_json_array_by_id(client: TestClient) -> None:
    answer = client.get("/api/v1/models/demo/labels/tokens")
    labels = answer.json()
    vocabulary = json.loads((DEMO_MODEL / "tokenizer.json").read_text())["model"]["vocab"]
    assert len(labels) == 4096
    assert labels[0] == "<|endoftext|>"
    assert labels[vocabulary["Ġself"]] == " self"
    assert labels[vocabulary["Ċ"]] == "\n"
    assert labels[vocabulary["Ā"]] == "\0"
    assert client.get("/api/v1/models/demo/labels/positions").json()[:3] == ["0", "1", "2"]
    etag = answer.headers["etag"]
    assert client.get("/api/v1/models/demo/labels/tokens", headers={"If-None-Match": etag}).status_code == 304


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    ready = client.get("/readyz").json()
    assert (ready["status"], ready["database"]) == ("ready", "ok")
