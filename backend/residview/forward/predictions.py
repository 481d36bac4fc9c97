"""What logits say of the next token: probabilities in float64, a few positions at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

Ids = NDArray[np.int64]
Numbers = NDArray[np.float64]

#: 64 rows of 50,257 float64 are 26 MB.
_ROWS = 64


@dataclass(frozen=True, eq=False)
class Top:
    """The most probable ids at each position, the most probable first, and their probabilities, both (..., k)."""

    ids: Ids
    probabilities: Numbers


def log_probabilities(logits: Tensor) -> Iterator[tuple[slice, Tensor]]:
    """Log-softmax (rows, vocabulary) in float64 of logits (n, vocabulary), in nats, block by block."""
    for start in range(0, len(logits), _ROWS):
        rows = slice(start, min(start + _ROWS, len(logits)))
        yield rows, torch.log_softmax(logits[rows].double(), dim=-1)


def top(logits: Tensor, k: int) -> Top:
    """The `k` most probable ids (n, k) after logits (n, vocabulary), or all ids where there are fewer."""
    return joined([best(logs, k) for _, logs in log_probabilities(logits)])


def best(logs: Tensor, k: int) -> Top:
    """The same of log-probabilities (n, vocabulary)."""
    values, ids = logs.topk(min(k, logs.shape[-1]))
    return Top(ids.numpy(), values.exp().numpy())


def joined(parts: Sequence[Top]) -> Top:
    """One after the other by position."""
    return Top(np.concatenate([each.ids for each in parts]), np.concatenate([each.probabilities for each in parts]))


def next_ids(ids: Ids) -> Tensor:
    """The id (n - 1, 1) that really came after each token but the last."""
    return torch.from_numpy(np.asarray(ids, dtype=np.int64))[1:, None]


def losses(logits: Tensor, ids: Ids) -> Numbers:
    """-log p of the token that really came next, (n - 1,), in nats, for logits (n, vocabulary) after ids (n,)."""
    came = next_ids(ids)
    parts = [-logs[: len(came[rows])].gather(1, came[rows])[:, 0] for rows, logs in log_probabilities(logits)]
    return torch.cat(parts).numpy()


def divergences(before: Tensor, after: Tensor) -> Numbers:
    """KL(before ‖ after) = Σ p (log p - log q) by position, (n,), in nats, for logits (n, vocabulary)."""
    pairs = zip(log_probabilities(before), log_probabilities(after), strict=True)
    parts = [(p.exp() * (p - q)).sum(-1) for (_, p), (_, q) in pairs]
    # Rounding may leave -1e-17 where they are equal.
    return torch.cat(parts).clamp(min=0).numpy()
