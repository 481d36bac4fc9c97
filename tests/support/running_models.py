"""Small random models that run, as transformers saves them, each with a tokenizer that names its ids."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
import transformers
from transformers import PretrainedConfig, PreTrainedModel

from residview.demo import DEMO_MODEL
from residview.forward.opened import OpenModel, open_model
from tests.support.directories import byte_level_tokenizer

N, N_CTX, D, LAYERS, HEADS = 300, 24, 32, 3, 4


def _gpt2() -> PretrainedConfig:
    return transformers.GPT2Config(
        vocab_size=N, n_positions=N_CTX, n_embd=D, n_layer=LAYERS, n_head=HEADS, bos_token_id=0, eos_token_id=0
    )


def _gpt_neox(parallel: bool = True) -> PretrainedConfig:
    return transformers.GPTNeoXConfig(
        vocab_size=N,
        max_position_embeddings=N_CTX,
        hidden_size=D,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=4 * D,
        use_parallel_residual=parallel,
    )


def _opt() -> PretrainedConfig:
    return transformers.OPTConfig(
        vocab_size=N,
        max_position_embeddings=N_CTX,
        hidden_size=D,
        word_embed_proj_dim=D,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        ffn_dim=4 * D,
    )


def _llama() -> PretrainedConfig:
    return transformers.LlamaConfig(
        vocab_size=N,
        max_position_embeddings=N_CTX,
        hidden_size=D,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=2,
        intermediate_size=2 * D,
    )


def _gemma2() -> PretrainedConfig:
    """Layer norms after the sublayers too, and logits that are capped."""
    return transformers.Gemma2Config(
        vocab_size=N,
        max_position_embeddings=N_CTX,
        hidden_size=D,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=2,
        head_dim=D // HEADS,
        intermediate_size=2 * D,
        final_logit_softcapping=30.0,
    )


def _bloom() -> PretrainedConfig:
    return transformers.BloomConfig(vocab_size=N, seq_length=N_CTX, hidden_size=D, n_layer=LAYERS, n_head=HEADS)


def _bert() -> PretrainedConfig:
    return transformers.BertConfig(
        vocab_size=N,
        max_position_embeddings=N_CTX,
        hidden_size=D,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=4 * D,
    )


#: What each is called in a test → the class it is saved from, its configuration.
MODELS: dict[str, tuple[str, Callable[[], PretrainedConfig]]] = {
    "gpt2": ("GPT2LMHeadModel", _gpt2),
    "gpt_neox": ("GPTNeoXForCausalLM", _gpt_neox),
    "gpt_neox_serial": ("GPTNeoXForCausalLM", lambda: _gpt_neox(parallel=False)),
    "opt": ("OPTForCausalLM", _opt),
    "llama": ("LlamaForCausalLM", _llama),
    "gemma2": ("Gemma2ForCausalLM", _gemma2),
    "bloom": ("BloomForCausalLM", _bloom),
    "bert": ("BertForMaskedLM", _bert),
    "bert_without_head": ("BertModel", _bert),
}


def write_running_model(directory: Path, kind: str, scale: float = 5.0) -> Path:
    """A directory of such a model; its usual random weights times `scale`, so that nothing is nearly linear."""
    torch.manual_seed(0)
    name, config = MODELS[kind]
    model: PreTrainedModel = getattr(transformers, name)(config())
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim > 1:
                parameter.mul_(scale)
            else:
                parameter.add_(0.1 * torch.randn(parameter.shape))
    return save(directory, model)


def save(directory: Path, model: PreTrainedModel) -> Path:
    """A directory with all that `open_model` asks for."""
    tokenizer = byte_level_tokenizer(model.config.vocab_size)
    model.eval().save_pretrained(directory)
    tokenizer.save(str(directory / "tokenizer.json"))
    end = tokenizer.id_to_token(0)
    (directory / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": end, "eos_token": end})
    )
    return directory


@dataclass(frozen=True)
class Running:
    """One model, run in two ways: as Residview runs it, and as transformers does."""

    kind: str
    directory: Path
    model: OpenModel
    reference: PreTrainedModel


def run_both_ways(kind: str, folder: Path) -> Running:
    """A model of `MODELS`, or `demo`."""
    directory = DEMO_MODEL if kind == "demo" else write_running_model(folder / kind, kind)
    made_for = getattr(transformers, "GPT2LMHeadModel" if kind == "demo" else MODELS[kind][0])
    # The same arithmetic: the default attention rounds otherwise.
    reference = made_for.from_pretrained(directory, dtype=torch.float32, attn_implementation="eager").eval()
    return Running(kind, directory, open_model(directory), reference)
