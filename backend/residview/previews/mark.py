"""Residview's mark: the path of positions, and a token."""

from typing import TYPE_CHECKING

import numpy as np

from residview.previews.palette import rgb

if TYPE_CHECKING:
    from PIL.Image import Image

# Cubic curves on a field of 32 x 32, as in the page's icon.
_CURVES = (
    (((6, 5.5), (6, 10.1), (26, 8.9), (26, 13.7)), rgb("#1c7ed6")),
    (((26, 13.7), (26, 18.3), (6, 17.1), (6, 21.9)), rgb("#4dabf7")),
    (((6, 21.9), (6, 25.5), (18.5, 24.9), (24.2, 27.1)), rgb("#a5d8ff")),
)
_DIAMOND = ((16, 10.3), (21.6, 15.9), (16, 21.5), (10.4, 15.9))
_FINER = 4


def mark(side: int) -> "Image":
    """The mark on a transparent square."""
    from PIL import Image, ImageDraw

    scale = side * _FINER / 32
    image = Image.new("RGBA", (side * _FINER, side * _FINER))
    draw = ImageDraw.Draw(image)
    at = np.linspace(0, 1, 60)[:, None]
    weights = np.hstack([(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3])
    radius = 1.3 * scale
    for controls, color in _CURVES:
        for x, y in (weights @ np.array(controls) * scale).tolist():
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)
    draw.polygon([(x * scale, y * scale) for x, y in _DIAMOND], fill=rgb("#ff5d5d"))
    return image.resize((side, side), Image.Resampling.LANCZOS)
