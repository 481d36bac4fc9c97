"""What is measured of a site once all its rows were seen."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from residview.captures.sums import SiteSums
from residview.numerics import chance
from residview.numerics.decomposition import Balanced, decompose
from residview.numerics.moments import Moments
from residview.store.vectors import Rows


def measured(sums: SiteSums, shown: Iterable[Rows]) -> dict[str, Any]:
    """Lengths and variance without position 0, the decomposition, and the share of the variance that a random
    direction would have. `shown` brings the rows (tokens, d) of the shown prompts: the farthest is among these."""
    rest = sums.rest
    return {
        "mean_norm": sums.lengths / rest.n if rest else 0.0,
        "total_variance": total_variance(rest),
        "decomposition": decompose(sums.balanced, _farthest(sums.balanced, shown)),
        "chance": list(chance_share(rest)),
    }


def measured_alone(rows: Rows) -> dict[str, Any]:
    """The same of one prompt's rows (tokens, d): too few to be decomposed, and someone waits."""
    rest = rows[1:].astype(np.float64)
    return {
        "mean_norm": float(np.linalg.norm(rest, axis=1).mean()) if len(rest) else 0.0,
        "total_variance": float(rest.var(axis=0, ddof=1).sum()) if len(rest) > 1 else 0.0,
        "decomposition": None,
    }


def total_variance(rows: Moments | None) -> float:
    return float(np.trace(rows.covariance())) if rows is not None and rows.n > 1 else 0.0


def chance_share(rows: Moments | None) -> tuple[float, float]:
    """The range of the share of these rows' variance along one random direction."""
    if rows is None or rows.n < 2:
        return 0.0, 0.0
    return chance.direction_share_range(np.maximum(np.linalg.eigvalsh(rows.covariance()), 0.0))


def _farthest(balanced: Balanced, shown: Iterable[Rows]) -> float:
    """The largest distance from the mean among the rows of the decomposition's prompts and positions."""
    if balanced.prompt_means is None:
        return 0.0
    mean, n = balanced.prompt_means.mean, balanced.n_positions
    distances = (np.linalg.norm(rows[1 : n + 1] - mean, axis=1).max() for rows in shown if len(rows) > n)
    return float(max(distances, default=0.0))
