"""The sites of a model: where in the network its activations can be read and changed, and why some are missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from residview.errors import UnknownSite
from residview.vocabulary import Part

if TYPE_CHECKING:
    from residview.forward.opened import OpenModel

RESULT_HOOK = "attn.hook_result"
_HOOKS = {
    Part.RESID_PRE: "hook_resid_pre",
    Part.RESID_MID: "hook_resid_mid",
    Part.RESID_POST: "hook_resid_post",
    Part.ATTN_OUT: "hook_attn_out",
    Part.MLP_OUT: "hook_mlp_out",
    Part.Z: "attn.hook_z",
    Part.RESULT: RESULT_HOOK,
    Part.Q: "attn.hook_q",
    Part.K: "attn.hook_k",
    Part.V: "attn.hook_v",
    Part.MLP_POST: "mlp.hook_post",
}
# Where each sublayer is followed by its LayerNorm, TransformerLens's hook_resid_mid lies behind the MLP, and its
# hook_attn_out behind the sum and the LayerNorm.
_HOOKS_POST_NORM = _HOOKS | {Part.RESID_MID: "ln1.hook_out", Part.ATTN_OUT: "attn.o.hook_out"}
_NAME = re.compile(r"(\d{1,6})\.([a-z_]+)(?:\.(\d{1,6}))?", re.ASCII)
_BY_HEAD = (Part.Z, Part.RESULT, Part.Q, Part.K, Part.V)

_ROTATED = "as projected: before the rotary embedding turns it"
_NOTES_POST_NORM = {
    Part.RESID_PRE: "after the LayerNorm that ends the block before",
    Part.RESID_MID: "after the LayerNorm that follows the attention",
    Part.RESID_POST: "after the LayerNorm that ends the block",
    Part.ATTN_OUT: "before the sum with the residual and its LayerNorm",
    Part.MLP_OUT: "before the sum with the residual and its LayerNorm",
}
_PARALLEL = "attention and MLP read the same residual here, side by side, so that nothing lies between them"
_NO_RESULT = (
    "TransformerLens does not compute it for this architecture; it is z times the head's columns of the output matrix"
)
_NO_HOOK = "TransformerLens has no hook for it in this architecture"


@dataclass(frozen=True)
class Site:
    """A place in the network: `d` numbers for each token. `hook` is TransformerLens's name for it, `note` what a
    reader of the usual name should know."""

    layer: int
    part: Part
    head: int | None
    hook: str
    d: int
    note: str | None = None

    @property
    def name(self) -> str:
        return f"{self.layer}.{self.part}" + ("" if self.head is None else f".{self.head}")


def sites_of(model: "OpenModel") -> list[Site]:
    """All sites, by layer, part and head."""
    return list(model.sites.values())


def default_sites(model: "OpenModel") -> list[Site]:
    """The stops of the depth: each layer's resid_pre, and the last layer's resid_post."""
    names = [f"{layer}.{Part.RESID_PRE}" for layer in range(model.n_layers)]
    return [site_named(model, name) for name in (*names, f"{model.n_layers - 1}.{Part.RESID_POST}")]


def parse_site(name: str) -> tuple[int, Part, int | None]:
    """Layer, part and head of a name as in `3.resid_pre` or `2.z.1`. Raises UnknownSite."""
    read = _NAME.fullmatch(name)
    if read is None or read[2] not in list(Part):
        raise UnknownSite(
            f"{name!r} names no site. A site is LAYER.PART, for a part of a head LAYER.PART.HEAD, such as "
            f"3.resid_pre or 2.z.1; the parts are {', '.join(Part)}."
        )
    return int(read[1]), Part(read[2]), None if read[3] is None else int(read[3])


def site_named(model: "OpenModel", name: str) -> Site:
    """The site of that name. Raises UnknownSite, saying what there is instead, and why the part is missing."""
    layer, part, head = parse_site(name)
    canonical = f"{layer}.{part}" + ("" if head is None else f".{head}")
    if canonical in model.sites:
        return model.sites[canonical]
    if layer >= model.n_layers:
        raise UnknownSite(f"There is no site {name!r}: the model's layers are 0 to {model.n_layers - 1}.")
    heads = [site.head for site in model.sites.values() if (site.layer, site.part) == (layer, part)]
    if not heads:
        there = dict.fromkeys(str(site.part) for site in model.sites.values() if site.layer == layer)
        reason = model.absent.get(part, _NO_HOOK)
        raise UnknownSite(f"There is no site {name!r}: {reason}. Layer {layer} has {', '.join(there)}.")
    if head is None:
        raise UnknownSite(f"{name!r} is one of several: name a head, {layer}.{part}.0 to {layer}.{part}.{heads[-1]}.")
    if heads == [None]:
        raise UnknownSite(f"There is no site {name!r}: {part} belongs to no head. Ask for {layer}.{part}.")
    raise UnknownSite(f"There is no site {name!r}: the heads of {part} at layer {layer} are 0 to {heads[-1]}.")


def read_sites(bridge: Any) -> tuple[dict[str, Site], dict[Part, str]]:
    """The sites of a TransformerLens model by name, and for each part it lacks the reason.

    What there is shows in a pass over two tokens: only hooks that fire, with numbers for each token, are sites.
    """
    fired = _fired(bridge)
    post_norm = _norm_follows(fired)
    hooks = _HOOKS_POST_NORM if post_norm else _HOOKS
    rotary = bridge.cfg.positional_embedding_type == "rotary"
    sites: dict[str, Site] = {}
    for layer in range(bridge.cfg.n_layers):
        for part, hook in hooks.items():
            tensor = fired.get(f"blocks.{layer}.{hook}")
            note = _NOTES_POST_NORM.get(part) if post_norm else None
            if post_norm and part is Part.RESID_PRE and layer == 0:
                note = "after the LayerNorm of the embeddings" if "embed_ln.hook_out" in bridge.hook_dict else None
            if rotary and part in (Part.Q, Part.K):
                note = _ROTATED
            if tensor is not None:
                sites |= {site.name: site for site in _sites_at(layer, part, f"blocks.{layer}.{hook}", tensor, note)}
    reasons = {Part.RESULT: _NO_RESULT}
    if bridge.cfg.parallel_attn_mlp:
        reasons[Part.RESID_MID] = _PARALLEL
    present = {site.part for site in sites.values()}
    return sites, {part: reasons.get(part, _NO_HOOK) for part in Part if part not in present}


def _sites_at(layer: int, part: Part, hook: str, tensor: torch.Tensor, note: str | None) -> Iterator[Site]:
    if part not in _BY_HEAD and tensor.ndim == 3:
        yield Site(layer, part, None, hook, tensor.shape[-1], note)
    if part in _BY_HEAD and tensor.ndim == 4:
        for head in range(tensor.shape[2]):
            yield Site(layer, part, head, hook, tensor.shape[-1], note)


def _fired(bridge: Any) -> dict[str, torch.Tensor]:
    """What each hook that may be a site carries in a pass over two tokens."""
    fired = _fired_of(bridge, {*_HOOKS.values(), *_HOOKS_POST_NORM.values(), "ln1.hook_in"} - {RESULT_HOOK})
    # In a pass of its own: while heads are computed one by one, other hooks of the attention may stay silent.
    try:
        bridge.set_use_attn_result(True)
    except NotImplementedError:
        return fired
    try:
        return fired | _fired_of(bridge, {RESULT_HOOK})
    finally:
        bridge.set_use_attn_result(False)


def _fired_of(bridge: Any, hooks: set[str]) -> dict[str, torch.Tensor]:
    there = bridge.hook_dict
    names = [f"blocks.{layer}.{hook}" for layer in range(bridge.cfg.n_layers) for hook in hooks]
    fired: dict[str, torch.Tensor] = {}

    def recorder(name: str) -> Any:
        def record(tensor: torch.Tensor, hook: object) -> None:  # noqa: ARG001 (TransformerLens passes it by name)
            if isinstance(tensor, torch.Tensor) and tensor.shape[:2] == (1, 2):
                fired[name] = tensor.clone()

        return record

    with torch.no_grad():
        bridge.run_with_hooks(
            torch.tensor([[0, 1]]), fwd_hooks=[(name, recorder(name)) for name in names if name in there]
        )
    return fired


def _norm_follows(fired: dict[str, torch.Tensor]) -> bool:
    """Whether a block's first LayerNorm follows the attention (as in BERT) instead of reading the residual."""
    reads = fired.get("blocks.0.ln1.hook_in")
    return reads is not None and not torch.equal(reads, fired["blocks.0.hook_resid_pre"])
