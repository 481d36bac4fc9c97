"""A canvas of pixels with depth: points and lines, nearer ones over farther ones, no loop over points."""

import numpy as np
from numpy.typing import NDArray

from residview.previews.palette import Colors

Array = NDArray[np.float64]
#: Offsets in pixels that one point covers, (k, 2), x and y.
Stamp = NDArray[np.int64]

_PIXELS_AT_A_TIME = 400_000


def disc(radius: float) -> Stamp:
    return _stamp(radius, lambda x, y: np.hypot(x, y) <= radius)


def diamond(radius: float) -> Stamp:
    return _stamp(radius, lambda x, y: np.abs(x) + np.abs(y) <= radius)


def ring(outer: float, inner: float) -> Stamp:
    return _stamp(outer, lambda x, y: (np.hypot(x, y) <= outer) & (np.hypot(x, y) > inner))


def _stamp(radius: float, inside) -> Stamp:  # type: ignore[no-untyped-def]
    reach = int(np.ceil(radius))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    covered = inside(x, y)
    covered[reach, reach] |= radius < 1
    return np.stack([x[covered], y[covered]], axis=1)


class Canvas:
    """pixels: (height, width, 3), on which points are drawn; depth: of what each pixel shows."""

    def __init__(self, pixels: NDArray[np.uint8]) -> None:
        self.pixels = pixels
        self.height, self.width = pixels.shape[:2]
        self._flat = pixels.reshape(-1, 3)
        self._depth = np.full(self.height * self.width, np.inf, dtype=np.float32)

    def points(self, places: Array, depth: Array, colors: Colors, stamp: Stamp, nearest: float = 0.01) -> None:
        """Points at (n, 2) pixels, at (n,) distances, in (n, 3) colours; those nearer than `nearest` are behind
        the eye, and those outside the canvas are cut off."""
        reach = int(np.abs(stamp).max(initial=0))
        inside = (depth > nearest) & np.all(
            (places > -reach - 1) & (places < np.array([self.width, self.height]) + reach + 1), axis=1
        )
        # Far to near: of several assignments to one pixel the last holds.
        order = np.flatnonzero(inside)[np.argsort(-depth[inside], kind="stable")]
        some = max(1, _PIXELS_AT_A_TIME // max(len(stamp), 1))
        for start in range(0, len(order), some):
            self._stamp(places, depth, colors, stamp, order[start : start + some])

    def _stamp(self, places: Array, depth: Array, colors: Colors, stamp: Stamp, chosen: NDArray[np.int64]) -> None:
        at = np.floor(places[chosen]).astype(np.int64)
        x = (at[:, None, 0] + stamp[None, :, 0]).ravel()
        y = (at[:, None, 1] + stamp[None, :, 1]).ravel()
        point = np.repeat(chosen, len(stamp))
        index = y * self.width + x
        kept = np.flatnonzero((x >= 0) & (x < self.width) & (y >= 0) & (y < self.height))
        kept = kept[depth[point[kept]] <= self._depth[index[kept]]]
        index, point = index[kept], point[kept]
        self._flat[index] = colors[point]
        self._depth[index] = depth[point]

    def line(self, places: Array, depth: Array, colors: Colors, width: float) -> None:
        """A line through points at (n, 2) pixels, each stretch in the colour of its first end. A stretch with an
        end behind the eye is left out."""
        start, end = places[:-1], places[1:]
        enter, leave = self._within(start, end - start)
        drawn = np.flatnonzero((depth[:-1] > 0.01) & (depth[1:] > 0.01) & (enter < leave))
        long = np.abs(end - start).max(axis=1)[drawn] * (leave - enter)[drawn]
        steps = np.ceil(long * 1.25).astype(np.int64) + 2  # near enough that rounding leaves no gap
        stamp = disc(width / 2)
        parts = np.cumsum(steps) * len(stamp) // _PIXELS_AT_A_TIME
        for part in np.unique(parts):
            now = parts == part
            which = np.repeat(drawn[now], steps[now])
            within = np.arange(len(which)) - np.repeat(np.cumsum(steps[now]) - steps[now], steps[now])
            share = enter[which] + (leave - enter)[which] * within / np.maximum(
                np.repeat(steps[now], steps[now]) - 1, 1
            )
            along = start[which] + (end - start)[which] * share[:, None]
            depths = depth[:-1][which] * (1 - share) + depth[1:][which] * share
            self.points(along, depths, colors[:-1][which], stamp)

    def _within(self, start: Array, step: Array) -> tuple[Array, Array]:
        """The shares of each stretch between which it is on the canvas (Liang and Barsky 1984)."""
        still = step == 0
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = -start / step, (np.array([self.width, self.height]) - start) / step
        outside = still & ((start < 0) | (start > np.array([self.width, self.height])))
        first = np.where(still, np.where(outside, np.inf, -np.inf), np.minimum(low, high))
        last = np.where(still, np.inf, np.maximum(low, high))
        return np.maximum(first.max(axis=1), 0.0), np.minimum(last.min(axis=1), 1.0)
