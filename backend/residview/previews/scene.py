"""The scene of a view as pixels: what Plotly draws in a browser, near enough for a preview."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from residview.previews import box as boxes
from residview.previews import raster
from residview.previews.box import Box
from residview.previews.camera import NEAREST, Projection, projection
from residview.previews.palette import Palette
from residview.previews.raster import Canvas
from residview.view_state import Camera
from residview.vocabulary import Aspect, PointSet

Array = NDArray[np.float64]

#: Pixels drawn for each pixel shown, along each side.
FINER = 2
# Markers are a little larger than on the page: previews are mostly seen small.
_LARGER = 1.35
# In sides of the box: two numbers nearer than this overlap (frontend/src/figures/marks.ts).
_APART = 0.07


@dataclass(frozen=True)
class Cloud:
    """A point set on the three axes: points (n, 3). picked: ids that stand out. focus: the one looked at. values:
    numbers around 0, (n,), that its points are coloured by in place of the point set's own colours, and what their
    scale ends at."""

    name: str
    points: NDArray[np.floating]
    shown: bool = True
    picked: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    focus: int | None = None
    values: tuple[NDArray[np.floating], float] | None = None


@dataclass(frozen=True)
class Scene:
    clouds: tuple[Cloud, ...]
    titles: tuple[str, str, str]
    camera: Camera
    aspect: Aspect
    path: bool = True
    marks: bool = True
    size: float = 1.0


@dataclass(frozen=True)
class Text:
    """Something to be written at (x, y), its centre, in pixels of the scene."""

    x: float
    y: float
    text: str
    plate: bool


@dataclass(frozen=True)
class Drawn:
    """pixels: (height, width, 3), finer than shown by FINER. texts: in shown pixels."""

    pixels: NDArray[np.uint8]
    texts: list[Text]


def token_size(n: int) -> float:
    """Diameter in pixels; small enough for the structure to show through."""
    return 1.3 if n > 20_000 else 1.7 if n > 2_000 else 2.6


def position_size(n: int) -> float:
    return 2.4 if n > 600 else 3.0 if n > 200 else 3.6


def draw(scene: Scene, palette: Palette, width: int, height: int) -> Drawn:
    """The scene in a window of width x height pixels."""
    from PIL import Image, ImageDraw

    box = boxes.around((cloud.points for cloud in scene.clouds), scene.aspect)
    view = projection(scene.camera, width, height)
    image = Image.new("RGB", (width * FINER, height * FINER), palette.background)
    edges, texts = _axes(scene, box, view)
    draw = ImageDraw.Draw(image)
    for ends in _grid(box, view):
        draw.line(_flat(ends), fill=palette.grid, width=FINER)
    for ends in edges:
        draw.line(_flat(ends), fill=palette.zero, width=2 * FINER)
    canvas = Canvas(np.array(image))
    for cloud in scene.clouds:
        if cloud.shown and len(cloud.points):
            _draw_cloud(canvas, cloud, scene, palette, view.screen(box.place(cloud.points)))
            texts += _marks(cloud, box, view) if scene.marks else []
    return Drawn(canvas.pixels, texts)


def _draw_cloud(canvas: Canvas, cloud: Cloud, scene: Scene, palette: Palette, seen: tuple[Array, Array]) -> None:
    places, depth = seen[0] * FINER, seen[1]
    n = len(cloud.points)
    colors = palette.of(cloud.name, n) if cloud.values is None else palette.signed(*cloud.values)
    round_ = cloud.name != PointSet.TOKENS and cloud.name != PointSet.UNEMBEDDING
    size = (position_size(n) if round_ and cloud.values is None else token_size(n)) * _LARGER * scene.size
    if round_ and scene.path and n > 1:
        path = palette.path if cloud.name == PointSet.POSITIONS else palette.sums
        line = np.tile(np.array(path, dtype=np.uint8), (n, 1))
        canvas.line(places, depth, line, 1.5 * FINER)
    radius = size * FINER / 2
    stamp = raster.disc(radius) if round_ else raster.diamond(radius * 1.25)
    canvas.points(places, depth, colors, stamp)
    picked = cloud.picked[depth[cloud.picked] > NEAREST]
    ink = np.array(palette.mark, dtype=np.uint8)
    on_top = np.linspace(2e-6, 1e-6, len(picked))  # whatever they are buried under
    if len(picked):
        halo = np.tile(ink, (len(picked), 1))
        canvas.points(places[picked], on_top, halo, raster.disc(radius + 3 * FINER), nearest=0)
        canvas.points(places[picked], on_top / 4, colors[picked], raster.disc(radius + 1.6 * FINER), nearest=0)
    if cloud.focus is not None and depth[cloud.focus] > NEAREST:
        here = places[[cloud.focus]]
        outer = radius + 7 * FINER
        canvas.points(here, np.array([1e-8]), ink[None], raster.ring(outer, outer - 2 * FINER), nearest=0)
        canvas.points(here, np.array([1e-8]), colors[[cloud.focus]], raster.disc(radius + 1.5 * FINER), nearest=0)


def _walls(box: Box, view: Projection) -> Array:
    """For each axis the end of the box that is away from the eye, (3,), in sides of the box from its centre."""
    walls: Array = np.where(view.eye > 0, -0.5, 0.5) * box.sides
    return walls


def _grid(box: Box, view: Projection) -> list[Array]:
    """Lines at round numbers on the three far walls, each (2, 2), ends in pixels."""
    walls = _walls(box, view)
    lines = []
    for axis in range(3):
        for tick in boxes.ticks(box.low[axis], box.high[axis]):
            at = (tick - box.low[axis]) / (box.high[axis] - box.low[axis]) - 0.5
            for along in {0, 1, 2} - {axis}:
                other = 3 - axis - along
                ends = np.empty((2, 3))
                ends[:, axis], ends[:, other] = at * box.sides[axis], walls[other]
                ends[:, along] = np.array([-0.5, 0.5]) * box.sides[along]
                lines.append(ends)
    return _on_screen(lines, view)


def _axes(scene: Scene, box: Box, view: Projection) -> tuple[list[Array], list[Text]]:
    """An edge of the box for each axis, on its outline, and the axis's title outside of it."""
    walls = _walls(box, view)
    middle = view.screen(np.zeros((1, 3)))[0][0]
    chosen, texts = [], []
    for axis in range(3):
        one, other = sorted({0, 1, 2} - {axis})
        candidates = []
        for near, far in ((one, other), (other, one)):
            ends = np.empty((2, 3))
            ends[:, axis] = np.array([-0.5, 0.5]) * box.sides[axis]
            ends[:, near], ends[:, far] = -walls[near], walls[far]
            candidates += _on_screen([ends], view)
        if not candidates:
            continue
        # The lower edge, or the left one of two upright ones.
        ends = max(candidates, key=lambda ends: ends[:, 1].mean() - 0.3 * ends[:, 0].mean())
        chosen.append(ends)
        at = ends.mean(axis=0)
        outward = (at - middle) / max(float(np.linalg.norm(at - middle)), 1e-9)
        x, y = at + outward * 30
        texts.append(Text(float(x), float(y), scene.titles[axis], plate=False))
    return chosen, texts


def _on_screen(lines: list[Array], view: Projection) -> list[Array]:
    """Those that are ahead of the eye, in pixels."""
    seen = [view.screen(ends) for ends in lines]
    return [places for places, depth in seen if depth.min() > 0.05]


def _flat(ends: Array) -> list[float]:
    return (np.clip(ends, -1e5, 1e5) * FINER).ravel().tolist()


def _marks(cloud: Cloud, box: Box, view: Projection) -> list[Text]:
    """Numbers at positions 0, 1, 2, 4, … and the last, where they have room."""
    n = len(cloud.points)
    if cloud.name != PointSet.POSITIONS:
        return []
    doubling = [2**power for power in range(n.bit_length()) if 2**power < n - 1]
    candidates = list(dict.fromkeys([0, n - 1, *doubling]))
    placed = box.place(cloud.points[candidates])
    inside = placed / box.sides
    kept: list[int] = []
    for i in range(len(candidates)):
        if all(np.linalg.norm(inside[i] - inside[j]) >= _APART for j in kept):
            kept.append(i)
    places, depth = view.screen(placed)
    return [
        Text(float(places[i, 0]), float(places[i, 1]) - 16, str(candidates[i]), plate=True)
        for i in kept
        if depth[i] > NEAREST
    ]
