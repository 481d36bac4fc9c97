"""A residual as mean + position + context + rest.

Song & Zhong (2023), "Uncovering hidden geometry in Transformers via disentangling position and context", section 2:
for C prompts of T positions, h[c, t] = mu + pos[t] + ctx[c] + rest[c, t], where mu is the mean of all, pos[t] the mean
over prompts less mu, ctx[c] the mean over positions less mu. Every position has every prompt, so the four are
orthogonal on average, and their mean squared lengths add up to that of h.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from residview.numerics.moments import Matrix, Moments, pooled

#: With fewer there is nothing to average over.
MIN_PROMPTS = 8
MIN_POSITIONS = 8


@dataclass(frozen=True)
class Balanced:
    """What C prompts of T positions each come to; mergeable.

    position_sums: (T, d), over prompts. prompt_means: moments of the C means over positions; None without a prompt.
    squares: the sum of all squared lengths. In the rows' units (squared).
    """

    position_sums: Matrix
    prompt_means: Moments | None
    squares: float

    @classmethod
    def of(cls, rows: NDArray[np.floating]) -> "Balanced":
        """Of rows (C, T, d), C >= 0."""
        exact = rows.astype(np.float64)
        means = Moments.of(exact.mean(axis=1)) if len(exact) else None
        return cls(exact.sum(axis=0), means, float(np.einsum("ctd,ctd->", exact, exact)))

    def merge(self, other: "Balanced") -> "Balanced":
        means = pooled([self.prompt_means, other.prompt_means])
        return Balanced(self.position_sums + other.position_sums, means, self.squares + other.squares)

    @property
    def n_prompts(self) -> int:
        return 0 if self.prompt_means is None else self.prompt_means.n

    @property
    def n_positions(self) -> int:
        return len(self.position_sums)


def common_positions(lengths: Sequence[int]) -> int:
    """T, such that position 0 left out the prompts of more than T tokens have the most positions 1 to T in all; 0
    where there is no T of enough prompts and positions. `lengths`: tokens of each prompt."""
    longest_first = sorted(lengths, reverse=True)
    filled = [
        (n_prompts * (length - 1), length - 1)
        for n_prompts, length in enumerate(longest_first, 1)
        if n_prompts >= MIN_PROMPTS and length - 1 >= MIN_POSITIONS
    ]
    return max(filled, default=(0, 0))[1]


def decompose(rows: Balanced, farthest: float) -> dict[str, Any] | None:
    """Shares of the mean squared length, summing to 1; stable ranks; the relative norm of position.

    `farthest` is the largest |h - mu|, in the rows' units. The stable rank of parts P, one in each row, is
    |P|F² / |P|2²; 0 where they have no length, as are all ranks and norms there. The fields are those of
    `api.schemas_captures.Decomposition`. None where prompts or positions are too few or without length.
    """
    means = rows.prompt_means
    if means is None or means.n < MIN_PROMPTS or rows.n_positions < MIN_POSITIONS or rows.squares <= 0:
        return None
    mean_square = rows.squares / (means.n * rows.n_positions)
    positions = rows.position_sums / means.n - means.mean
    shares = {
        "mean": float(means.mean @ means.mean) / mean_square,
        "position": float((positions**2).sum()) / rows.n_positions / mean_square,
        "context": float(np.trace(means.scatter)) / means.n / mean_square,
    }
    longest = float(np.sqrt((positions**2).sum(axis=1).max()))
    return {
        "n_prompts": means.n,
        "n_positions": rows.n_positions,
        **shares,
        "rest": max(1 - sum(shares.values()), 0.0),
        "stable_rank_position": _stable_rank(np.linalg.svd(positions, compute_uv=False) ** 2),
        "stable_rank_context": _stable_rank(np.linalg.eigvalsh(means.scatter)),
        "relative_norm_position": longest / farthest if farthest > 0 else 0.0,
    }


def _stable_rank(squares: NDArray[np.floating]) -> float:
    """Of the squared singular values."""
    largest = float(squares.max())
    return float(squares.sum()) / largest if largest > 0 else 0.0
