"""Text on pictures: fonts that have its letters, lines that fit."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from residview.previews.palette import Color

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# After Pillow's own face, which has Latin letters only: what a system may have, the widest last.
_FALLBACKS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "Arial Unicode.ttf")


@lru_cache(maxsize=64)
def _faces(size: int) -> tuple["FreeTypeFont", ...]:
    from PIL import ImageFont

    own = ImageFont.load_default(size)
    assert isinstance(own, ImageFont.FreeTypeFont), "Pillow is built with FreeType"
    found = [own]
    for name in _FALLBACKS:
        try:
            found.append(ImageFont.truetype(name, size))
        except OSError:
            continue
    return tuple(found)


@lru_cache(maxsize=4096)
def _face(letter: str, size: int) -> "FreeTypeFont":
    """The first face that has a letter, else the first."""
    faces = _faces(size)
    if letter.isascii():
        return faces[0]
    return next((face for face in faces if _has(face, letter)), faces[0])


def _has(face: "FreeTypeFont", letter: str) -> bool:
    return letter.isspace() or bytes(face.getmask(letter)) != bytes(face.getmask("\U0010ffff"))


def runs(text: str, size: int) -> list[tuple["FreeTypeFont", str]]:
    """A text in stretches of one face each."""
    return [(face, "".join(letters)) for face, letters in groupby(text, lambda letter: _face(letter, size))]


def length(text: str, size: int) -> float:
    """In pixels."""
    return sum(face.getlength(run) for face, run in runs(text, size))


def write(draw: "ImageDraw", text: str, at: tuple[float, float], size: int, fill: Color) -> None:
    """A line of text whose upper left is `at`."""
    x, y = at
    baseline = y + _faces(size)[0].getmetrics()[0]
    for face, run in runs(text, size):
        draw.text((x, baseline), run, font=face, fill=fill, anchor="ls")
        x += face.getlength(run)


def wrapped(text: str, size: int, width: float, lines: int) -> list[str]:
    """A text in at most so many lines of at most `width` pixels, the last with an ellipsis where it is cut."""
    made: list[str] = []
    for word in _pieces(text, size, width):
        longer = f"{made[-1]} {word}" if made else word
        if made and length(longer, size) <= width:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) <= lines:
        return made
    last = made[lines - 1]
    while last and length(f"{last}…", size) > width:
        last = last[:-1].rstrip()
    return [*made[: lines - 1], f"{last}…"]


def _pieces(text: str, size: int, width: float) -> Iterator[str]:
    """Words, cut where they are wider than a line."""
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and length(piece + letter, size) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece
