"""Numbers within requests and results, which are JSON."""

import base64
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

#: What float32 arithmetic can tell apart.
_DIGITS = 7


def packed(vector: Vector) -> str:
    """Base64 of its numbers (d,): float64, little-endian, so that no bit is lost."""
    return base64.b64encode(vector.astype("<f8").tobytes()).decode("ascii")


def unpacked(text: str) -> Vector:
    """The vector (d,) again."""
    return np.frombuffer(base64.b64decode(text), "<f8")


def written(numbers: NDArray[np.floating]) -> list[Any]:
    """Nested lists of an array of any shape, each number to seven digits."""
    return np.reshape([float(f"{each:.{_DIGITS}g}") for each in numbers.ravel()], numbers.shape).tolist()  # type: ignore[no-any-return]
