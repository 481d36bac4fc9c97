"""Captures of rows that are made up, through the same code as those of a model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from residview.captures.making import make
from residview.captures.plan import planned
from residview.store import captures, models, prompts
from residview.store.session import Database
from residview.store.tables_runs import Capture
from residview.vocabulary import Part, PromptKind

Rows = np.ndarray


@dataclass(frozen=True)
class MadeUpSite:
    name: str
    d: int
    note: str | None = None

    @property
    def layer(self) -> int:
        return int(self.name.split(".")[0])

    @property
    def part(self) -> Part:
        return Part(self.name.split(".")[1])

    @property
    def head(self) -> int | None:
        return int(self.name.split(".")[2]) if self.name.count(".") == 2 else None

    @property
    def hook(self) -> str:
        return f"blocks.{self.layer}.hook_{self.part}"


def made_up_ids(lengths: Sequence[int], n_vocab: int, seed: int = 0) -> list[list[int]]:
    """Prompts of these lengths; the first token of each is 0."""
    random = np.random.default_rng(seed)
    return [[0, *random.integers(1, n_vocab, length - 1).tolist()] for length in lengths]


def made_up_rows(sites: Sequence[MadeUpSite]) -> Callable[[Sequence[int]], dict[str, Rows]]:
    """Rows that follow from a prompt's ids alone: position, context and noise about a mean that dwarfs them, and at
    position 0 something else altogether."""

    def rows(ids: Sequence[int]) -> dict[str, Rows]:
        found = {}
        for number, site in enumerate(sites):
            shape = np.random.default_rng([7, number])
            scales, wave = np.geomspace(3, 0.05, site.d), shape.normal(size=site.d)
            own = np.random.default_rng([number, *ids])
            position = np.cos(np.arange(len(ids)) / 9)[:, None] * wave
            made = 20 + position + own.normal(size=site.d) + own.normal(size=(len(ids), site.d)) * scales
            made[0] = 200 * shape.normal(size=site.d) + own.normal(size=site.d)
            found[site.name] = made.astype(np.float32)
        return found

    return rows


def store_capture(
    database: Database,
    sites: Sequence[MadeUpSite],
    lengths: Sequence[int],
    *,
    model: str = "demo",
    name: str,
    kind: PromptKind = PromptKind.BUNDLED,
    tell: Callable[[str, int, int], None] = lambda *_: None,
) -> Capture:
    """Store prompts of these lengths under a name, and what the sites have of them."""
    of = made_up_rows(sites)

    def read(ids: Sequence[Sequence[int]]) -> Iterator[Mapping[str, Rows]]:
        return (of(each) for each in ids)

    with database.transaction() as session:
        weights = models.ready_model(session, model)
        ids = made_up_ids(lengths, weights.n_vocab)
        stored = prompts.save(session, weights.revision, ids, kind=kind, title=name, source="Made up.", name=name)
        parts = list(dict.fromkeys(site.part for site in sites))
        capture = captures.keep(session, planned(stored, parts, "r-madeup2222"))
    assert make(database, capture.name, sites, read, tell, lambda: None)
    return capture
