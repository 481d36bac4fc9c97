"""The making of a capture, from wherever its rows come: shard by shard, then site by site, each in a transaction of
its own. Killed anywhere, or called by several workers at once, it comes to the same numbers."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.captures import position_means, shards
from residview.captures.finishing import finish_alone, finish_site
from residview.numerics.decomposition import common_positions
from residview.store import captures, prompts, sites
from residview.store.session import Database
from residview.store.tables_runs import Capture, PromptSet, ShardRow, SiteRow
from residview.store.vectors import Rows
from residview.vocabulary import Part, PromptKind

_SECONDS_BETWEEN_LOOKS = 0.2
#: The stream itself: what a block reads and leaves behind.
_STREAM = (Part.RESID_PRE, Part.RESID_MID, Part.RESID_POST)


class SiteRead(Protocol):
    """What is known of a site before it is read."""

    @property
    def name(self) -> str: ...
    @property
    def layer(self) -> int: ...
    @property
    def part(self) -> Part: ...
    @property
    def head(self) -> int | None: ...
    @property
    def hook(self) -> str: ...
    @property
    def d(self) -> int: ...
    @property
    def note(self) -> str | None: ...


#: The rows of prompts by site, in order.
Read = Callable[[Sequence[Sequence[int]]], Iterator[Mapping[str, Rows]]]
#: Told what is being done, how much of it is done, and of how much; may raise to call it off.
Tell = Callable[[str, int, int], None]


def make(
    database: Database,
    capture_name: str,
    found: Sequence[SiteRead],
    read: Read,
    tell: Tell,
    pause: Callable[[], None],
) -> bool:
    """Make what is missing of a capture. False where it is gone: its prompts were deleted.

    `pause` is called between pieces in which the model is not run, and may raise as `tell` may."""
    with database.transaction() as session:
        capture = session.scalar(select(Capture).where(Capture.name == capture_name).with_for_update(key_share=True))
        if capture is None:
            return False
        prompt_set = captures.prompt_set(session, capture)
        _open(session, capture, found)
        if prompt_set.kind == PromptKind.OWN:
            if capture.ready_at is None:
                _make_alone(session, capture, prompt_set, read)
            return True
    _make_shards(database, capture, prompt_set, read, tell)
    _finish_sites(database, capture, prompt_set, tell, pause)
    _store_positions(database, capture, prompt_set, tell, pause)
    return True


def _open(session: Session, capture: Capture, found: Sequence[SiteRead]) -> None:
    """The rows of the sites, without content, unless they are there."""
    values: list[dict[str, Any]] = [
        {
            "capture": capture.name,
            "name": site.name,
            "layer": site.layer,
            "part": site.part,
            "head": site.head,
            "hook": site.hook,
            "note": site.note or "",
            "d": site.d,
            "checksum": "",
            "measured": {},
            "n_rows": 0,
        }
        for site in found
    ]
    session.execute(insert(SiteRow).values(values).on_conflict_do_nothing(index_elements=["capture", "name"]))


def _make_alone(session: Session, capture: Capture, prompt_set: PromptSet, read: Read) -> None:
    """A prompt of one's own, at once."""
    (rows,) = read(prompts.ids(session, prompt_set))
    for site in sites.sites(session, capture):
        sites.add_rows(session, site, [(0, rows[site.name])])
        finish_alone(site, rows[site.name])
    captures.finish(session, capture.name)


def _make_shards(database: Database, capture: Capture, prompt_set: PromptSet, read: Read, tell: Tell) -> None:
    """Those that no one else has in hand, until all are there."""
    while True:
        with database.reading() as session:
            missing = shards.missing(session, capture)
        made = [_make_shard(database, capture, prompt_set, shard, read, tell) for shard in missing]
        if not missing:
            return
        if not any(made):
            tell("prompts", _n_done(capture, missing), capture.n_prompts)
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _make_shard(
    database: Database, capture: Capture, prompt_set: PromptSet, shard: int, read: Read, tell: Tell
) -> bool:
    """Whether it was made here: another may have it in hand, or be through with it."""
    with database.transaction() as session:
        if not shards.claimed(session, capture.name, shard):
            return False
        missing = shards.missing(session, capture)
        if shard not in missing:
            return False
        which = shards.prompts_of(capture, shard)
        lengths = prompts.lengths(session, prompt_set)

        def told() -> Iterator[tuple[int, Mapping[str, Rows]]]:
            done = _n_done(capture, missing)
            ids = prompts.ids(session, prompt_set, which.start, which.stop)
            for number, (prompt, rows) in enumerate(zip(which, read(ids), strict=True)):
                tell("prompts", done + number, capture.n_prompts)
                yield prompt, rows

        found = sites.sites(session, capture)
        shards.write(session, capture, shard, found, max(lengths), common_positions(lengths), told())
        return True


def _n_done(capture: Capture, missing: Sequence[int]) -> int:
    return capture.n_prompts - sum(len(shards.prompts_of(capture, shard)) for shard in missing)


def _finish_sites(
    database: Database, capture: Capture, prompt_set: PromptSet, tell: Tell, pause: Callable[[], None]
) -> None:
    """From here on the capture is shown."""
    with database.reading() as session:
        found = sites.sites(session, capture)
    for number, site in enumerate(found):
        tell("components", number, len(found))
        pause()
        with database.transaction() as session:
            held = session.scalar(select(SiteRow).where(SiteRow.id == site.id).with_for_update(key_share=True))
            if held is not None and not held.checksum:
                finish_site(session, capture, prompt_set, held)
    with database.transaction() as session:
        captures.finish(session, capture.name)


def _store_positions(
    database: Database, capture: Capture, prompt_set: PromptSet, tell: Tell, pause: Callable[[], None]
) -> None:
    """The last that the sums of the shards are needed for."""
    with database.reading() as session:
        found = [site for site in sites.sites(session, capture) if site.part in _STREAM]
    for number, site in enumerate(found):
        tell("positions", number, len(found))
        with database.reading() as session:
            sums = shards.sums(session, site)
        if sums is not None:
            position_means.store(database, capture.revision, site, prompt_set.name, sums, pause)
    with database.transaction() as session:
        session.execute(delete(ShardRow).where(ShardRow.capture == capture.name))
