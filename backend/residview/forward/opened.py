"""A model directory as a running model: on the CPU, in float32, with the weights as they are stored."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import torch
import transformers
from torch import Tensor
from transformer_lens.model_bridge import TransformerBridge
from transformer_lens.model_bridge.sources._hf_format import determine_architecture_from_hf_config
from transformer_lens.model_bridge.sources.transformers.helpers import get_hf_model_class_for_architecture

from residview.errors import BadModelDirectory, BadPrompt, ModelNotRunnable
from residview.forward.hooks import Site, read_sites
from residview.models.labels import tokenizer_files
from residview.models.weights import Weights
from residview.vocabulary import Part

#: TransformerLens's name of a hook, and what it is called with: the tensor, and `hook=`.
Hook = tuple[str, Callable[..., Tensor | None]]


@dataclass(eq=False)
class OpenModel:
    """A running model and its shape.

    Hooks belong to the model, not to a call: another thread's would run in every pass. So each pass holds `lock`,
    which may be replaced by one that is shared.
    """

    bridge: Any
    sites: dict[str, Site]
    #: Parts that no layer has → why.
    absent: dict[Part, str]
    n_layers: int
    n_heads: int
    d_model: int
    n_ctx: int
    vocabulary: int
    causal: bool
    bos: int | None
    has_trained_head: bool
    #: Why a residual's predictions cannot be read; None where they can.
    no_lens_because: str | None
    lock: AbstractContextManager[Any] = field(default_factory=Lock)

    def run(
        self, ids: Tensor, hooks: Sequence[Hook] = (), mask: Tensor | None = None, by_head: bool = False
    ) -> Tensor:
        """Logits (batch, n, vocabulary) for ids (batch, n); `mask` (batch, n) is 0 where there is padding.

        `by_head` computes what each head adds by itself, which its `result` needs: it takes memory, and rounds
        otherwise. A hook that raises StopAtLayerException ends the pass, and what it carries is returned.
        """
        with self._alone(), self._by_head(by_head):
            output: Tensor = self.bridge.run_with_hooks(ids, fwd_hooks=list(hooks), attention_mask=mask)
        return output

    def unembed(self, residual: Tensor) -> Tensor:
        """Logits (batch, n, vocabulary) of residuals (batch, n, d_model), through the final LayerNorm."""
        with self._alone():
            logits: Tensor = self.bridge.unembed(self.bridge.ln_final(residual))
            cap = self.bridge.cfg.output_logits_soft_cap
            # As Gemma 2 does it, division first: the last bit depends on it.
            return torch.tanh(logits / cap) * cap if cap > 0 else logits

    def check_prompt(self, ids: Sequence[int], which: str = "The prompt") -> None:
        """Raises BadPrompt where the model has no numbers for it; torch's `index out of range` names no value."""
        if not len(ids):
            raise BadPrompt(f"{which} is empty. Give it at least one token.")
        if len(ids) > self.n_ctx:
            raise BadPrompt(
                f"{which} has {len(ids):,} tokens, the model reads up to {self.n_ctx:,}. Shorten it, or cut it in two."
            )
        wrong = next((id_ for id_ in ids if not 0 <= id_ < self.vocabulary), None)
        if wrong is not None:
            raise BadPrompt(
                f"{which} has the id {wrong}, the model's ids are 0 to {self.vocabulary - 1:,}. It was made with "
                "another tokenizer."
            )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self.lock, torch.no_grad():
            yield

    @contextmanager
    def _by_head(self, wanted: bool) -> Iterator[None]:
        if not wanted:
            yield
            return
        self.bridge.set_use_attn_result(True)
        try:
            yield
        finally:
            self.bridge.set_use_attn_result(False)


def open_model(directory: Path) -> OpenModel:
    """Load a model. Raises BadModelDirectory, BadWeights or ModelNotRunnable, saying what to do."""
    path = directory.resolve()
    if not (path / "config.json").is_file():
        raise BadModelDirectory(
            f"{str(directory)!r} is no directory with a config.json. Give the path of a downloaded Hugging Face model."
        )
    tokenizer_files(path)
    Weights.open(path)
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    # transformers and TransformerLens have no errors of their own for what they do not read.
    try:
        bridge, bos, missing = _load(path)
        sites, absent = read_sites(bridge)
    except ModelNotRunnable:
        raise
    except Exception as error:
        raise ModelNotRunnable(
            f"{path.name!r} cannot be run by TransformerLens: {str(error).strip().partition(chr(10))[0]}. Check that "
            "config.json and the weights belong together. Its tables can still be looked at."
        ) from error
    causal = bridge.cfg.attention_dir == "causal"
    return OpenModel(
        bridge=bridge,
        sites=sites,
        absent=absent,
        n_layers=bridge.cfg.n_layers,
        n_heads=bridge.cfg.n_heads,
        d_model=bridge.cfg.d_model,
        n_ctx=bridge.cfg.n_ctx,
        vocabulary=bridge.cfg.d_vocab,
        causal=causal,
        bos=bos,
        has_trained_head=not missing,
        no_lens_because=_no_lens(bridge, causal, missing),
    )


def _load(path: Path) -> tuple[Any, int | None, list[str]]:
    """The model, the id that begins a text, and the tensors of its head that the weights lack."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(path, local_files_only=True)
    # TransformerLens gives a tokenizer without one the end of text.
    bos = tokenizer.bos_token_id
    config = transformers.AutoConfig.from_pretrained(path, local_files_only=True)
    made_for = get_hf_model_class_for_architecture(determine_architecture_from_hf_config(config))
    model, read = made_for.from_pretrained(
        path,
        config=config,
        dtype=torch.float32,
        # The others compute no pattern, and z in another order.
        attn_implementation="eager",
        local_files_only=True,
        output_loading_info=True,
    )
    missing = sorted(read["missing_keys"])
    body = [name for name in missing if name.startswith(f"{model.base_model_prefix}.")]
    if body:
        raise ModelNotRunnable(
            f"The weights of {path.name!r} lack {len(body)} tensors that its config.json asks for, {body[0]!r} among "
            "them; random numbers would stand in for them. Download the model again."
        )
    bridge = TransformerBridge.boot_transformers(str(path), hf_model=model.eval(), tokenizer=tokenizer, device="cpu")
    return bridge, bos, missing


def _no_lens(bridge: Any, causal: bool, missing: list[str]) -> str | None:
    if missing:
        return (
            f"The weights hold no trained language-model head ({missing[0]!r} is not among them), so nothing says "
            "what a residual predicts. Use a directory that was saved with its head."
        )
    if not causal:
        return (
            "The model reads in both directions: its head was trained to fill in masked tokens from the last layer, "
            "and says nothing about a next token."
        )
    if not hasattr(bridge, "ln_final"):
        return "TransformerLens knows no final LayerNorm of this model, through which its residuals could be read."
    return None
