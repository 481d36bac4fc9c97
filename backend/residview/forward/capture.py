"""Activations of prompts at sites, a few prompts at a time, so that their number costs no memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformer_lens.model_bridge.exceptions import StopAtLayerException

from residview.errors import UnknownSite
from residview.forward.hooks import Site, site_named
from residview.forward.opened import Hook, OpenModel
from residview.vocabulary import Part

Rows = NDArray[np.float32]

#: A prompt joins a pass unless more than a quarter of its row would be padding.
_LEAST_FILLED = 0.75


@dataclass(frozen=True)
class Captured:
    """One prompt's activations: site name → (n_tokens, d)."""

    index: int
    activations: dict[str, Rows]


def capture(
    model: OpenModel,
    prompts: Sequence[Sequence[int]],
    sites: Sequence[Site],
    batch_tokens: int = 4096,
    yield_point: Callable[[], None] = lambda: None,
) -> Iterator[Captured]:
    """The prompts' activations at the sites, in order, float32.

    About `batch_tokens` tokens are read and held at a time. `yield_point` is called before each pass but the first,
    without the model's lock: others may run the model then, and what it raises ends the capture. Rows agree with
    those of the prompt alone to float32 rounding, which depends on what shares a pass.

    Raises BadPrompt or UnknownSite before anything is run.
    """
    if not sites:
        raise UnknownSite("No site is named. Name at least one, such as 0.resid_pre.")
    for index, ids in enumerate(prompts):
        model.check_prompt(ids, f"Prompt {index}")
    wanted = [site_named(model, site.name) for site in sites]
    return _captured(model, prompts, wanted, batch_tokens, yield_point)


def _captured(
    model: OpenModel,
    prompts: Sequence[Sequence[int]],
    sites: Sequence[Site],
    batch_tokens: int,
    yield_point: Callable[[], None],
) -> Iterator[Captured]:
    # What heads add is computed in passes of its own: it makes the others round otherwise, and some stay silent.
    kinds = [[site for site in sites if (site.part is Part.RESULT) is result] for result in (False, True)]
    started = False
    for batch in _batches([len(ids) for ids in prompts], batch_tokens):
        rows: dict[int, dict[str, Rows]] = {index: {} for index in batch}
        for indices, kind in product(_passes({index: len(prompts[index]) for index in batch}), filter(None, kinds)):
            if started:
                yield_point()
            started = True
            for index, found in zip(indices, _read(model, [prompts[i] for i in indices], kind), strict=True):
                rows[index] |= found
        for index in batch:
            yield Captured(index, rows.pop(index))


def _batches(lengths: Sequence[int], batch_tokens: int) -> Iterator[range]:
    """Runs of prompts with up to `batch_tokens` tokens in all, or of a single prompt."""
    start, held = 0, 0
    for index, length in enumerate(lengths):
        if index > start and held + length > batch_tokens:
            yield range(start, index)
            start, held = index, 0
        held += length
    if lengths:
        yield range(start, len(lengths))


def _passes(lengths: dict[int, int]) -> Iterator[list[int]]:
    """The same prompts, those of similar length together, the longest first."""
    longest, together = 0, list[int]()
    for index in sorted(lengths, key=lambda each: -lengths[each]):
        if together and lengths[index] < _LEAST_FILLED * longest:
            yield together
            together = []
        if not together:
            longest = lengths[index]
        together.append(index)
    yield together


def _read(model: OpenModel, prompts: Sequence[Sequence[int]], sites: Sequence[Site]) -> list[dict[str, Rows]]:
    """One pass, which ends with the last site that is wanted."""
    ids, mask = _padded(prompts)
    rows: list[dict[str, Rows]] = [{} for _ in prompts]
    by_hook = {
        hook: list(group) for hook, group in groupby(sorted(sites, key=lambda site: site.hook), lambda site: site.hook)
    }
    awaited = set(by_hook)

    def reader(name: str) -> Hook:
        def read(tensor: Tensor, hook: object) -> None:  # noqa: ARG001 (TransformerLens passes it by name)
            for site in by_hook[name]:
                numbers = (tensor if site.head is None else tensor[:, :, site.head]).numpy()
                for row, prompt, found in zip(numbers, prompts, rows, strict=True):
                    found[site.name] = row[: len(prompt)].astype(np.float32)
            awaited.discard(name)
            if not awaited:
                raise StopAtLayerException(tensor)

        return name, read

    # In a causal model no token sees what comes after it, padding included.
    by_head = any(site.part is Part.RESULT for site in sites)
    model.run(ids, [reader(name) for name in by_hook], None if model.causal else mask, by_head)
    return rows


def _padded(prompts: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Ids with zeros on the right, and a mask that is zero there, both (prompts, tokens of the longest)."""
    ids = torch.zeros(len(prompts), max(map(len, prompts)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, real, prompt in zip(ids, mask, prompts, strict=True):
        row[: len(prompt)] = torch.as_tensor(prompt)
        real[: len(prompt)] = 1
    return ids, mask
