"""Mean and covariance of rows that need not fit in memory."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Moments:
    """What a set of rows x (n, d) comes to.

    n: number of rows. mean: (d,), in the rows' units. scatter: (d, d), the sum of (x - mean)(x - mean)ᵀ, in
    their units squared. Kept around the mean in float64, since a mean that dwarfs the spread cancels otherwise.
    """

    n: int
    mean: Vector
    scatter: Matrix

    @classmethod
    def of(cls, rows: NDArray[np.floating]) -> "Moments":
        """Moments of the rows (n, d), n >= 1."""
        exact = rows.astype(np.float64)
        mean = exact.mean(axis=0)
        exact -= mean
        return cls(len(exact), mean, exact.T @ exact)

    def merge(self, other: "Moments") -> "Moments":
        """Moments of both sets of rows together (Chan, Golub & LeVeque 1979, pairwise update)."""
        n = self.n + other.n
        step = other.mean - self.mean
        scatter = self.scatter + other.scatter
        scatter += np.outer(step, step) * (self.n * other.n / n)
        return Moments(n, self.mean + step * (other.n / n), scatter)

    def covariance(self) -> Matrix:
        """Sample covariance (d, d), divided by n - 1."""
        return self.scatter / (self.n - 1)

    def mean_square(self) -> Matrix:
        """Second moment around the origin (d, d): the mean of x xᵀ."""
        return self.scatter / self.n + np.outer(self.mean, self.mean)

    def spread(self) -> Vector:
        """Standard deviation (d,) of each coordinate about its mean, divided by n; 1 where a coordinate is constant
        up to rounding. As scikit-learn's StandardScaler has it."""
        variance = self.scatter.diagonal() / self.n
        noise = self.n * np.finfo(np.float64).eps
        constant = variance <= noise * variance + (noise * self.mean) ** 2
        return np.where(constant, 1.0, np.sqrt(variance))

    def scaled(self, scale: Vector | None) -> "Moments":
        """Moments of the rows with each coordinate divided by `scale` (d,); the same ones if None."""
        if scale is None:
            return self
        return Moments(self.n, self.mean / scale, self.scatter / np.outer(scale, scale))


def pooled(parts: Iterable[Moments | None]) -> Moments | None:
    """Moments of all these sets of rows together; None without any row."""
    total: Moments | None = None
    for part in parts:
        if part is not None:
            total = part if total is None else total.merge(part)
    return total


def moments(blocks: Iterable[NDArray[np.floating]]) -> Moments | None:
    """Moments of all rows in the blocks, each (n, d); None without any row."""
    return pooled(Moments.of(block) for block in blocks if len(block))
