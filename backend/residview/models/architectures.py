"""Where each architecture keeps its tables. To add one, add a `Layout` to `LAYOUTS`."""

from dataclasses import dataclass
from typing import Any

from residview.errors import BadModelDirectory
from residview.vocabulary import PositionalScheme


@dataclass(frozen=True)
class Layout:
    """The names of an architecture's tables, and what becomes of them before the first block.

    Names are without the prefix that a model with a head puts before them; both forms are tried.
    """

    prefix: str
    token_table: str
    scheme: PositionalScheme
    first_residual: str
    position_table: str | None = None
    #: Leading rows of the positional table that stand for no position (OPT keeps two).
    position_offset: int = 0
    token_type_table: str | None = None
    ties_by_default: bool = True
    #: Each token sees only those before it, and its head says what comes next.
    causal: bool = True
    #: The rows that logits are read off with, where they are stored apart from the tokens; never under the prefix.
    unembedding_table: str = "lm_head.weight"

    def names(self, table: str) -> tuple[str, ...]:
        return (f"{self.prefix}.{table}", table)


_LEARNED = PositionalScheme.LEARNED
_ROTARY = PositionalScheme.ROTARY

_GPT2 = Layout("transformer", "wte.weight", _LEARNED, "token + position", "wpe.weight")
_BERT = Layout(
    "bert",
    "embeddings.word_embeddings.weight",
    _LEARNED,
    "LayerNorm(token + position + token type)",
    "embeddings.position_embeddings.weight",
    token_type_table="embeddings.token_type_embeddings.weight",
    causal=False,
    unembedding_table="cls.predictions.decoder.weight",
)
_OPT = Layout(
    "model",
    "decoder.embed_tokens.weight",
    _LEARNED,
    "token + position",
    "decoder.embed_positions.weight",
    position_offset=2,
)
_LLAMA = Layout("model", "embed_tokens.weight", _ROTARY, "token", ties_by_default=False)
_GEMMA = Layout("model", "embed_tokens.weight", _ROTARY, "√d_model · token")
_NEOX = Layout(
    "gpt_neox",
    "embed_in.weight",
    _ROTARY,
    "token",
    ties_by_default=False,
    unembedding_table="embed_out.weight",
)
_BLOOM = Layout("transformer", "word_embeddings.weight", PositionalScheme.ALIBI, "LayerNorm(token)")

#: `model_type` of config.json → layout.
LAYOUTS: dict[str, Layout] = {
    "gpt2": _GPT2,
    "gpt_neo": _GPT2,
    "opt": _OPT,
    "bert": _BERT,
    "llama": _LLAMA,
    "mistral": _LLAMA,
    "qwen2": _LLAMA,
    "qwen3": _LLAMA,
    "gemma": _GEMMA,
    "gemma2": _GEMMA,
    "gpt_neox": _NEOX,
    "bloom": _BLOOM,
}

_CONTEXT = ("n_positions", "max_position_embeddings", "n_ctx", "seq_length")
_LAYERS = ("n_layer", "num_layers", "num_hidden_layers")
_HEADS = ("n_head", "num_heads", "num_attention_heads")


def layout_of(config: dict[str, Any]) -> Layout:
    model_type = config.get("model_type")
    if not isinstance(model_type, str) or model_type not in LAYOUTS:
        raise BadModelDirectory(
            f"config.json says model_type {model_type!r}, whose tables Residview does not know yet. "
            f"It reads: {', '.join(sorted(LAYOUTS))}."
        )
    return LAYOUTS[model_type]


def _number(config: dict[str, Any], names: tuple[str, ...]) -> int | None:
    """The first of these that is a count; what else a configuration may hold there is not shown."""
    values = (config.get(name) for name in names)
    return next((value for value in values if type(value) is int and 0 < value < 2**31), None)


def n_ctx(config: dict[str, Any]) -> int | None:
    return _number(config, _CONTEXT)


def n_layers(config: dict[str, Any]) -> int | None:
    return _number(config, _LAYERS)


def n_heads(config: dict[str, Any]) -> int | None:
    return _number(config, _HEADS)
