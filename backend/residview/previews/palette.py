"""The colours of the page (frontend/src/figures/palette.ts): position is blue, tokens are red, in both themes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.vocabulary import PointSet, Theme

Color = tuple[int, int, int]
#: (n, 3), red, green and blue of each point.
Colors = NDArray[np.uint8]

#: What the legend calls the two ends of a scale around 0.
BELOW, ABOVE = "below", "above"


def rgb(hexadecimal: str) -> Color:
    red, green, blue = bytes.fromhex(hexadecimal.removeprefix("#"))
    return red, green, blue


@dataclass(frozen=True)
class Palette:
    background: Color
    ink: Color
    faint: Color
    grid: Color
    zero: Color
    mark: Color
    path: Color
    #: In the order of the ids, a band each.
    tokens: tuple[Color, ...]
    #: From the first position over the middle to the last.
    positions: tuple[Color, Color, Color]
    unembedding: Color
    sums: Color
    #: Of numbers around 0: far below, halfway, 0, halfway, far above (frontend/src/figures/ramps.ts).
    around_0: tuple[Color, Color, Color, Color, Color]

    def of(self, point_set: str, n: int) -> Colors:
        """A colour for each of n points: positions in a gradient, tokens in bands."""
        if point_set == PointSet.POSITIONS:
            at = np.linspace(0, 2, n)
            ramp = np.array(self.positions, dtype=float)
            channels = [np.interp(at, (0, 1, 2), ramp[:, channel]) for channel in range(3)]
            return np.stack(channels, axis=1).round().astype(np.uint8)
        if point_set == PointSet.TOKENS:
            shades = np.array(self.tokens, dtype=np.uint8)
            return shades[np.arange(n) * len(shades) // max(n, 1)]
        return np.tile(np.array(self.one(point_set), dtype=np.uint8), (n, 1))

    def signed(self, values: NDArray[np.floating], end: float) -> Colors:
        """A colour for each of n numbers; those beyond `end`, both ways, have the last one."""
        at = np.clip(values / end, -1, 1) if end > 0 else np.zeros(len(values))
        stops = np.array(self.around_0, dtype=float)
        channels = [np.interp(at, np.linspace(-1, 1, len(stops)), stops[:, channel]) for channel in range(3)]
        return np.stack(channels, axis=1).round().astype(np.uint8)

    def one(self, point_set: str) -> Color:
        """One colour for the whole, as a legend shows it."""
        if point_set == PointSet.POSITIONS:
            return self.positions[1]
        if point_set == PointSet.TOKENS:
            return self.tokens[2]
        if point_set in (BELOW, ABOVE):
            return self.around_0[0 if point_set == BELOW else -1]
        return self.unembedding if point_set == PointSet.UNEMBEDDING else self.sums


PALETTES = {
    Theme.DARK: Palette(
        background=rgb("#0f1117"),
        ink=rgb("#c6ccd8"),
        faint=rgb("#7d8597"),
        grid=rgb("#20242e"),
        zero=rgb("#363c4a"),
        mark=rgb("#f1f5fb"),
        path=rgb("#2b5d8f"),
        tokens=(rgb("#ff8a83"), rgb("#ff6e6b"), rgb("#ff5d5d"), rgb("#db3f4b")),
        positions=(rgb("#1c7ed6"), rgb("#4dabf7"), rgb("#d0ebff")),
        unembedding=rgb("#f7a23b"),
        sums=rgb("#5fd38d"),
        around_0=(rgb("#79cdff"), rgb("#6388b9"), rgb("#484848"), rgb("#aa7b4d"), rgb("#ffb03a")),
    ),
    Theme.LIGHT: Palette(
        background=rgb("#fdfdfe"),
        ink=rgb("#39404e"),
        faint=rgb("#727a8a"),
        grid=rgb("#e9ecf1"),
        zero=rgb("#c9cfd9"),
        mark=rgb("#141821"),
        path=rgb("#a9c8e8"),
        tokens=(rgb("#a3121d"), rgb("#c21f27"), rgb("#d6282d"), rgb("#ee5f5b")),
        positions=(rgb("#0b2f66"), rgb("#1c6fc4"), rgb("#63abea")),
        unembedding=rgb("#b35f00"),
        sums=rgb("#1f8a4c"),
        around_0=(rgb("#0048a6"), rgb("#6388b9"), rgb("#c4c4c4"), rgb("#aa7b4d"), rgb("#872c00")),
    ),
}
