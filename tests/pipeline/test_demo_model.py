"""The bundled model does what its card says: checked by a forward pass in numpy, with no torch to agree with."""

import json

import numpy as np
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from residview.demo import DEMO_MODEL
from residview.demo.corpus import held_out_documents, token_stream

SEQUENCES = 160


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    stored = load_file(DEMO_MODEL / "model.safetensors")
    return {name.removeprefix("transformer."): value.astype(np.float32) for name, value in stored.items()}


def test_three_components_hold_the_positions(weights: dict[str, np.ndarray]) -> None:
    rows = weights["wpe.weight"][1:].astype(np.float64)
    singular = np.linalg.svd(rows - rows.mean(axis=0), compute_uv=False)
    assert (singular[:3] ** 2).sum() / (singular**2).sum() >= 0.92


def test_it_predicts_held_out_text(weights: dict[str, np.ndarray]) -> None:
    config = json.loads((DEMO_MODEL / "config.json").read_text())
    tokenizer = Tokenizer.from_file(str(DEMO_MODEL / "tokenizer.json"))
    stream = np.array(token_stream(tokenizer, [document.text for document in held_out_documents()]))
    n_ctx = config["n_positions"]
    starts = np.linspace(0, len(stream) - n_ctx, SEQUENCES).astype(int)
    # Every sequence begins with <|endoftext|>, id 0, as in training.
    batch = np.stack([np.concatenate([[0], stream[start : start + n_ctx - 1]]) for start in starts])
    losses = np.concatenate([loss(part, weights, config["n_layer"], config["n_head"]) for part in np.split(batch, 8)])
    # The card's 3.60 is over all held-out text of the Python it was trained with; this is a sample, on any Python.
    error = losses.mean(axis=1).std() / np.sqrt(SEQUENCES)
    assert losses.mean() < 3.60 + 3 * error
    assert losses.mean() < 0.5 * np.log(config["vocab_size"])


def test_it_is_small_enough_to_travel_with_the_package() -> None:
    assert (DEMO_MODEL / "model.safetensors").stat().st_size <= 3_000_000


def layer_norm(x: np.ndarray, weights: dict[str, np.ndarray], name: str) -> np.ndarray:
    centred = x - x.mean(axis=-1, keepdims=True)
    scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
    return centred / scale * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def softmax(x: np.ndarray) -> np.ndarray:
    exponentials = np.exp(x - x.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def loss(tokens: np.ndarray, weights: dict[str, np.ndarray], n_layers: int, n_heads: int) -> np.ndarray:
    """Cross-entropy in nats of each next token, (batch, n - 1): GPT-2 as Radford et al. describe it."""
    batch, n = tokens.shape
    x = weights["wte.weight"][tokens] + weights["wpe.weight"][:n]
    future = np.triu(np.full((n, n), -np.inf, np.float32), 1)
    for layer in range(n_layers):
        h = layer_norm(x, weights, f"h.{layer}.ln_1")
        qkv = h @ weights[f"h.{layer}.attn.c_attn.weight"] + weights[f"h.{layer}.attn.c_attn.bias"]
        q, k, v = (part.reshape(batch, n, n_heads, -1).swapaxes(1, 2) for part in np.split(qkv, 3, axis=-1))
        pattern = softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1]) + future)
        z = (pattern @ v).swapaxes(1, 2).reshape(batch, n, -1)
        x = x + z @ weights[f"h.{layer}.attn.c_proj.weight"] + weights[f"h.{layer}.attn.c_proj.bias"]
        h = layer_norm(x, weights, f"h.{layer}.ln_2")
        u = h @ weights[f"h.{layer}.mlp.c_fc.weight"] + weights[f"h.{layer}.mlp.c_fc.bias"]
        u = 0.5 * u * (1 + np.tanh(np.sqrt(2 / np.pi) * (u + 0.044715 * u**3)))
        x = x + u @ weights[f"h.{layer}.mlp.c_proj.weight"] + weights[f"h.{layer}.mlp.c_proj.bias"]
    logits = layer_norm(x, weights, "ln_f") @ weights["wte.weight"].T
    chosen = np.take_along_axis(softmax(logits[:, :-1]), tokens[:, 1:, None], axis=-1)
    return -np.log(chosen[..., 0])
