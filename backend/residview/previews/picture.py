"""The preview of a view: its title and provenance beside its scene, as a PNG of 1200 x 630."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from residview.previews import scene as scenes
from residview.previews.mark import mark
from residview.previews.palette import PALETTES, Palette
from residview.previews.scene import Scene
from residview.previews.texts import length, wrapped, write
from residview.vocabulary import PointSet, Theme

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 630
#: Where the scene lies: left, top, width, height. Its middle is above the picture's: the box hangs low, since its
#: nearest corner is the largest.
SCENE = (392, -70, 800, 690)
_MARGIN = 44
_COLUMN = 372
_TITLE = 118


@dataclass(frozen=True)
class Entry:
    """A line of the legend: a point set by the name it is coloured by, and what is said of it."""

    name: str
    text: str


@dataclass(frozen=True)
class Picture:
    """What a preview says and shows. provenance: a line each. scene: None where it is no longer here."""

    title: str
    subtitle: str
    provenance: tuple[str, ...]
    theme: Theme
    legend: tuple[Entry, ...] = ()
    scene: Scene | None = None


def png(picture: Picture) -> bytes:
    """The picture as PNG."""
    from PIL import Image, ImageDraw

    palette = PALETTES[picture.theme]
    image = Image.new("RGB", (WIDTH, HEIGHT), palette.background)
    column = _COLUMN
    if picture.scene is not None:
        _paste_scene(image, picture.scene, palette)
    else:
        column = WIDTH - 2 * _MARGIN
    draw = ImageDraw.Draw(image)
    image.paste(sign := mark(46), (_MARGIN - 6, 36), sign)
    write(draw, "Residview", (_MARGIN + 50, 47), 24, palette.faint)
    room = _write_below(draw, picture, palette, column) - _TITLE
    size = 46 if len(picture.title) <= 40 else 36
    step = round(size * 1.2)
    subtitle = wrapped(picture.subtitle, 24, column, 2)
    y = _TITLE
    for line in wrapped(picture.title, size, column, max(1, min(4, (room - 44 - 32 * len(subtitle)) // step))):
        write(draw, line, (_MARGIN, y), size, palette.mark)
        y += step
    for i, line in enumerate(subtitle):
        write(draw, line, (_MARGIN, y + 12 + 32 * i), 24, palette.ink)
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=7)
    return stream.getvalue()


def _write_below(draw: "ImageDraw", picture: Picture, palette: Palette, column: int) -> int:
    """The legend and the provenance, from the bottom up; returns where they begin."""
    lines = [line for each in picture.provenance for line in wrapped(each, 17, column, 3)]
    y = HEIGHT - 36 - 24 * len(lines)
    top = y - 20 - 30 * len(picture.legend)
    for line in lines:
        write(draw, line, (_MARGIN, y), 17, palette.faint)
        y += 24
    for i, entry in enumerate(picture.legend):
        middle = top + 30 * i + 12
        _swatch(draw, entry.name, _MARGIN + 8, middle, palette)
        write(draw, entry.text, (_MARGIN + 26, middle - 11), 20, palette.ink)
    return top


def _swatch(draw: "ImageDraw", name: str, x: int, y: int, palette: Palette) -> None:
    fill, radius = palette.one(name), 7
    if name in (PointSet.TOKENS, PointSet.UNEMBEDDING):
        draw.polygon([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], fill=fill)
    else:
        draw.ellipse((x - radius + 1, y - radius + 1, x + radius - 1, y + radius - 1), fill=fill)


def _paste_scene(image: "Image", scene: Scene, palette: Palette) -> None:
    from PIL import Image, ImageDraw

    left, top, width, height = SCENE
    drawn = scenes.draw(scene, palette, width, height)
    image.paste(Image.fromarray(drawn.pixels).reduce(scenes.FINER), (left, top))
    draw = ImageDraw.Draw(image, "RGBA")
    for each in drawn.texts:
        size = 15 if each.plate else 20
        wide, tall = length(each.text, size), size * 0.8
        x, y = left + each.x - wide / 2, top + each.y - tall / 2
        if each.plate:
            corners = (x - 3, y - 2, x + wide + 3, y + tall + 2)
            draw.rounded_rectangle(corners, 3, fill=(*palette.background, 160))
        write(draw, each.text, (x, y - size * 0.15), size, palette.mark if each.plate else palette.ink)
