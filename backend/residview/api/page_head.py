"""What a page says of itself before any script runs: to search engines, chats that unfurl links, and noscript."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta\s+name="description"[^>]*>')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_LONGEST = 300


@dataclass(frozen=True)
class Said:
    """Plain texts and absolute addresses; they are escaped where they are put into the page."""

    title: str
    description: str
    url: str
    image: str
    image_says: str


class Page:
    """The built index.html, read again when it changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int], str] | None = None

    def html(self) -> str | None:
        """The page as it was built; None if it is not."""
        try:
            status = self._path.stat()
            version = (status.st_mtime_ns, status.st_size)
            if self._read is None or self._read[0] != version:
                self._read = (version, self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return self._read[1]


def telling(html: str, said: Said) -> str:
    """The page with `said` in its head and in what it shows without scripts."""
    title, description = escape(f"{said.title} – Residview"), escape(_short(said.description))
    head = f"<title>{title}</title>\n    {_metas(said)}"
    html = _TITLE.sub(lambda _: head, html, count=1)
    html = _DESCRIPTION.sub(lambda _: f'<meta name="description" content="{description}" />', html, count=1)
    shown = (
        f"<noscript><p>Residview draws in the browser and needs JavaScript. This page shows: {escape(said.title)}. "
        f"{description}</p>"
        f'<img src="{escape(said.image)}" alt="{escape(said.image_says)}" width="600" height="315" /></noscript>'
    )
    return _NOSCRIPT.sub(lambda _: shown, html, count=1)


def _metas(said: Said) -> str:
    description = _short(said.description)
    graph = {
        "og:type": "website",
        "og:site_name": "Residview",
        "og:title": said.title,
        "og:description": description,
        "og:url": said.url,
        "og:image": said.image,
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": said.image_says,
    }
    card = {
        "twitter:card": "summary_large_image",
        "twitter:title": said.title,
        "twitter:description": description,
        "twitter:image": said.image,
    }
    metas = [f'<meta property="{name}" content="{escape(value)}" />' for name, value in graph.items()]
    metas += [f'<meta name="{name}" content="{escape(value)}" />' for name, value in card.items()]
    return "\n    ".join(metas)


def _short(text: str) -> str:
    """One line, as long as previews show."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
