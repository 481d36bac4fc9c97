"""A prompt continued token by token, each by a whole pass: hooks see the sequence as they see a prompt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from residview.errors import BadEdit

MOST_TOKENS = 64


@dataclass(frozen=True)
class Continuation:
    """Up to `tokens` tokens: the most probable ones at a temperature of 0, else samples from p^(1/temperature), which
    `seed` repeats."""

    tokens: int = 32
    temperature: float = 0.0
    seed: int = 0

    def check(self) -> None:
        if not 0 <= self.tokens <= MOST_TOKENS:
            raise BadEdit(f"A continuation of {self.tokens} tokens is not made: ask for 0 to {MOST_TOKENS}.")
        if not (np.isfinite(self.temperature) and self.temperature >= 0):
            raise BadEdit(f"The temperature is {self.temperature}. Give 0 for the most probable tokens, or more.")


def continued(
    next_logits: Callable[[Sequence[int]], Tensor], ids: Sequence[int], how: Continuation, room: int
) -> list[int]:
    """The tokens that follow `ids`, of which there may be `room` in all. next_logits: ids → logits (vocabulary,).

    One uniform number is drawn for each token, so that two runs with one seed part only where their probabilities do.
    """
    random = np.random.default_rng(how.seed)
    whole = list(ids)
    while len(whole) < min(room, len(ids) + how.tokens):
        whole.append(_chosen(next_logits(whole), how.temperature, random.random()))
    return whole[len(ids) :]


def _chosen(logits: Tensor, temperature: float, uniform: float) -> int:
    if temperature == 0:
        return int(logits.argmax())
    # Relative to the largest first: the others then fall to 0 however small the temperature is.
    weights = torch.softmax((logits.double() - logits.max()) / temperature, -1).numpy()
    up_to = np.cumsum(weights)
    return int(np.searchsorted(up_to, uniform * up_to[-1], side="right"))
