"""The box around all points and its proportions, as the page has them (frontend/src/figures/ranges.ts)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.vocabulary import Aspect

Array = NDArray[np.float64]

MARGIN = 1 / 32


@dataclass(frozen=True)
class Box:
    """low, high: (3,), the ends of each axis. sides: (3,), the lengths they are drawn at."""

    low: Array
    high: Array
    sides: Array

    def place(self, points: NDArray[np.floating]) -> Array:
        """Points (n, 3) where they lie in the drawn box, which is centred on 0."""
        placed: Array = ((points - self.low) / (self.high - self.low) - 0.5) * self.sides
        return placed


def around(clouds: Iterable[NDArray[np.floating]], aspect: Aspect) -> Box:
    """The box around all points of all clouds (n, 3), shown or not: hiding one must not move the other."""
    ends = [(cloud.min(axis=0), cloud.max(axis=0)) for cloud in clouds if len(cloud)]
    if not ends:
        ends = [(np.full(3, -1.0), np.full(3, 1.0))]
    low = np.min([end for end, _ in ends], axis=0).astype(np.float64)
    high = np.max([end for _, end in ends], axis=0).astype(np.float64)
    pad = np.where(high > low, (high - low) * MARGIN, 1.0)
    low, high = low - pad, high + pad
    sides = np.ones(3)
    if aspect is Aspect.DATA:
        # The diagonal of the unit cube, so that the camera sees the whole of either.
        sides = (high - low) * np.sqrt(3) / np.linalg.norm(high - low)
    return Box(low, high, sides)


def ticks(low: float, high: float, wanted: int = 6) -> list[float]:
    """Round numbers between the ends, at most `wanted` of them: multiples of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / wanted
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    return [float(at * step) for at in range(int(np.ceil(low / step)), int(np.floor(high / step)) + 1)]
