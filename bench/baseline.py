"""What this machine does in a second, measured in the same run: figures are given in multiples of it."""

import time

import numpy as np
from threadpoolctl import threadpool_limits


def product_seconds(n: int = 1024, repeats: int = 5) -> float:
    """The best of some float64 products of two n x n matrices, on one thread."""
    a = np.random.default_rng(0).normal(size=(n, n))
    best = float("inf")
    with threadpool_limits(1):
        for _ in range(repeats):
            start = time.perf_counter()
            a @ a
            best = min(best, time.perf_counter() - start)
    return best
