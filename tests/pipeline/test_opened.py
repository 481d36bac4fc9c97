"""What may be opened, what a model says of itself, and what it says where it cannot be run."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from residview.demo import DEMO_MODEL
from residview.errors import BadModelDirectory, BadWeights, ModelNotRunnable, UnknownSite
from residview.forward.hooks import default_sites, parse_site, site_named, sites_of
from residview.forward.opened import open_model
from residview.vocabulary import Part
from tests.support.running_models import HEADS, LAYERS, MODELS, N_CTX, D, N, Running, write_running_model

CAUSAL = [kind for kind in MODELS if not kind.startswith("bert")]


@pytest.mark.parametrize("kind", MODELS)
def test_a_model_tells_its_shape(running: Callable[[str], Running], kind: str) -> None:
    model = running(kind).model
    assert (model.n_layers, model.n_heads, model.d_model, model.n_ctx, model.vocabulary) == (
        LAYERS,
        HEADS,
        D,
        N_CTX,
        N,
    )
    assert model.causal == (kind in CAUSAL)
    assert model.bos == 0


@pytest.mark.parametrize("kind", ["demo", *MODELS])
def test_logits_are_those_of_transformers(running: Callable[[str], Running], kind: str) -> None:
    both = running(kind)
    ids = torch.tensor([[3, 1, 4, 1, 5, 9, 2, 6]])
    if both.model.has_trained_head:
        with torch.no_grad():
            torch.testing.assert_close(both.model.run(ids), both.reference(ids).logits, rtol=1e-5, atol=1e-5)


def test_only_causal_models_with_a_trained_head_have_a_lens(running: Callable[[str], Running]) -> None:
    assert {kind: running(kind).model.no_lens_because for kind in CAUSAL} == dict.fromkeys(CAUSAL)
    assert "both directions" in str(running("bert").model.no_lens_because)
    headless = running("bert_without_head").model
    assert not headless.has_trained_head
    assert "'cls.predictions.bias' is not among them" in str(headless.no_lens_because)


def test_an_untied_head_that_the_weights_lack_is_not_trained(tmp_path: Path) -> None:
    directory = write_running_model(tmp_path, "llama")
    without("lm_head.weight")(directory)
    model = open_model(directory)
    assert not model.has_trained_head
    assert "'lm_head.weight' is not among them" in str(model.no_lens_because)


def test_a_body_saved_without_its_tied_head_has_it(tmp_path: Path, running: Callable[[str], Running]) -> None:
    source = running("gpt2").directory
    directory = shutil.copytree(source, tmp_path / "body")
    tensors = load_file(directory / "model.safetensors")
    bare = {name.removeprefix("transformer."): tensor for name, tensor in tensors.items()}
    save_file(bare, directory / "model.safetensors", metadata={"format": "pt"})
    model = open_model(directory)
    assert model.has_trained_head
    ids = torch.tensor([[3, 1, 4]])
    assert torch.equal(model.run(ids), running("gpt2").model.run(ids))


@pytest.mark.parametrize("kind", ["gpt2", "llama"])
def test_half_precision_is_run_in_float32(tmp_path: Path, kind: str) -> None:
    directory = write_running_model(tmp_path, kind)
    halves = {name: tensor.half() for name, tensor in load_file(directory / "model.safetensors").items()}
    save_file(halves, directory / "model.safetensors", metadata={"format": "pt"})
    assert open_model(directory).run(torch.tensor([[1, 2]])).dtype == torch.float32


def test_what_is_no_model_directory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadModelDirectory, match=r"is no directory with a config\.json"):
        open_model(tmp_path / "missing")
    monkeypatch.chdir(tmp_path)
    # TransformerLens would take this for a name on the hub.
    with pytest.raises(BadModelDirectory, match=r"'gpt2' is no directory"):
        open_model(Path("gpt2"))


def damaged(tmp_path: Path, change: Callable[[Path], object]) -> Path:
    directory = write_running_model(tmp_path / "damaged", "gpt2")
    change(directory)
    return directory


def without(name: str) -> Callable[[Path], None]:
    def remove(directory: Path) -> None:
        tensors = load_file(directory / "model.safetensors")
        del tensors[name]
        save_file(tensors, directory / "model.safetensors", metadata={"format": "pt"})

    return remove


def configured(**values: object) -> Callable[[Path], object]:
    def change(directory: Path) -> None:
        config = json.loads((directory / "config.json").read_text())
        (directory / "config.json").write_text(json.dumps(config | values))

    return change


def test_damage_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadModelDirectory, match="has no tokenizer"):
        open_model(damaged(tmp_path, lambda directory: (directory / "tokenizer.json").unlink()))
    with pytest.raises(BadWeights, match="whole safetensors"):
        open_model(damaged(tmp_path, lambda directory: (directory / "model.safetensors").write_bytes(b"broken")))
    with pytest.raises(ModelNotRunnable, match=r"lack 1 tensors .* 'transformer\.h\.1\.mlp\.c_fc\.weight' among"):
        open_model(damaged(tmp_path, without("transformer.h.1.mlp.c_fc.weight")))
    with pytest.raises(ModelNotRunnable, match="cannot be run by TransformerLens"):
        open_model(damaged(tmp_path, configured(model_type="distilbert", architectures=["DistilBertModel"])))
    with pytest.raises(ModelNotRunnable, match="cannot be run by TransformerLens"):
        open_model(damaged(tmp_path, configured(n_embd=48)))


def test_the_lock_is_held_while_the_model_runs() -> None:
    model = open_model(DEMO_MODEL)
    model.lock = lock = threading.Lock()
    held: list[bool] = []

    def look(tensor: torch.Tensor, hook: object) -> None:
        held.append(lock.locked())

    model.run(torch.tensor([[0, 1]]), [("blocks.0.hook_resid_pre", look)])
    assert held == [True]
    assert not lock.locked()


def test_sites_have_names_that_are_read_again(running: Callable[[str], Running]) -> None:
    for kind in MODELS:
        model = running(kind).model
        for site in sites_of(model):
            assert parse_site(site.name) == (site.layer, site.part, site.head)
            assert site_named(model, site.name) == site


def test_the_default_sites_are_the_stops_of_the_depth(running: Callable[[str], Running]) -> None:
    names = [site.name for site in default_sites(running("demo").model)]
    assert names == ["0.resid_pre", "1.resid_pre", "2.resid_pre", "3.resid_pre", "3.resid_post"]


def test_what_an_architecture_lacks_is_absent_with_a_reason(running: Callable[[str], Running]) -> None:
    lacking = {kind: {str(part) for part in running(kind).model.absent} for kind in MODELS}
    assert lacking == {
        "gpt2": set(),
        "gpt_neox": {"resid_mid"},
        "gpt_neox_serial": set(),
        "opt": {"result"},
        "llama": set(),
        "gemma2": set(),
        "bloom": set(),
        "bert": {"result"},
        "bert_without_head": {"result"},
    }
    with pytest.raises(UnknownSite, match=r"1\.resid_mid.*side by side.*Layer 1 has resid_pre, resid_post, attn_out"):
        site_named(running("gpt_neox").model, "1.resid_mid")


def test_grouped_queries_have_fewer_keys_and_values(running: Callable[[str], Running]) -> None:
    sites = sites_of(running("llama").model)
    heads = {part: sum(site.part is part and site.layer == 0 for site in sites) for part in (Part.Q, Part.K, Part.V)}
    assert heads == {Part.Q: 4, Part.K: 2, Part.V: 2}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("resid_pre", r"'resid_pre' names no site.*LAYER\.PART\.HEAD"),
        ("1.residual", "names no site"),
        ("1.z.0.0", "names no site"),
        ("-1.resid_pre", "names no site"),
        ("9.resid_pre", "layers are 0 to 2"),
        ("1.z", r"name a head, 1\.z\.0 to 1\.z\.3"),
        ("1.z.4", "heads of z at layer 1 are 0 to 3"),
        ("1.resid_pre.0", r"belongs to no head\. Ask for 1\.resid_pre"),
    ],
)
def test_a_site_that_is_not_there_is_refused(running: Callable[[str], Running], name: str, says: str) -> None:
    with pytest.raises(UnknownSite, match=says):
        site_named(running("gpt2").model, name)
