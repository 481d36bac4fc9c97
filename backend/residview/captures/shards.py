"""The parts in which a capture is made: each one transaction, so that what was finished is never made again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from residview.captures.sums import SiteSums, Summing
from residview.captures.threads import one_thread
from residview.precompute.steps import digest
from residview.store import sites
from residview.store.tables_runs import Capture, ShardRow, SiteRow
from residview.store.vectors import Rows

_MOST = 8
_LEAST_PROMPTS = 64
#: Rows of shown prompts that wait to be written, in prompts.
_PROMPTS_AT_ONCE = 16


def n_shards(n_prompts: int) -> int:
    return min(_MOST, max(n_prompts // _LEAST_PROMPTS, 1))


def prompts_of(capture: Capture, shard: int) -> range:
    """Which prompts a shard has: runs of nearly equal length, in order."""
    return range(*(capture.n_prompts * i // capture.n_shards for i in (shard, shard + 1)))


def missing(session: Session, capture: Capture) -> list[int]:
    """The shards that are not there yet; none of a capture that is finished, or gone."""
    if session.scalar(select(Capture.name).where(Capture.name == capture.name, Capture.ready_at.is_(None))) is None:
        return []
    query = select(ShardRow.index).where(ShardRow.capture == capture.name).distinct()
    return sorted(set(range(capture.n_shards)) - set(session.scalars(query)))


def claimed(session: Session, capture_name: str, what: int | str) -> bool:
    """Whether a piece of a capture is this transaction's to make; the database takes it from a process that dies."""
    key = int(digest(["capture", capture_name, what])[:15], 16)
    return bool(session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": key}))


def write(
    session: Session,
    capture: Capture,
    shard: int,
    found: Sequence[SiteRow],
    longest: int,
    common: int,
    prompts: Iterable[tuple[int, Mapping[str, Rows]]],
) -> None:
    """Store a shard: the rows of those of its prompts that are shown, and the sums of all.

    `prompts` brings each with its rows by site, in order. `longest` and `common` are as `Summing` takes them, of all
    prompts of the capture."""
    summing = {site.name: Summing(longest, common) for site in found}
    waiting: list[tuple[int, Mapping[str, Rows]]] = []
    for prompt, rows in prompts:
        shown = prompt < capture.n_shown
        with one_thread():
            for name, each in summing.items():
                each.add(rows[name], shown)
        if shown:
            waiting.append((prompt, rows))
        if len(waiting) == _PROMPTS_AT_ONCE:
            _keep(session, found, waiting)
            waiting = []
    _keep(session, found, waiting)
    with one_thread():
        for name, each in summing.items():
            session.add(ShardRow(capture=capture.name, index=shard, site=name, data=each.sums().to_bytes()))


def _keep(session: Session, found: Sequence[SiteRow], waiting: Sequence[tuple[int, Mapping[str, Rows]]]) -> None:
    for site in found:
        sites.add_rows(session, site, [(prompt, rows[site.name]) for prompt, rows in waiting])


def sums(session: Session, site: SiteRow) -> SiteSums | None:
    """Of all shards of a capture at a site, merged in their order, whoever made them when; None where they are no
    longer needed."""
    total: SiteSums | None = None
    for data in _data(session, site):
        part = SiteSums.from_bytes(data)
        total = part if total is None else total.merge(part)
    return total


def _data(session: Session, site: SiteRow) -> Iterator[bytes]:
    of_site = (ShardRow.capture == site.capture, ShardRow.site == site.name)
    for index in session.scalars(select(ShardRow.index).where(*of_site).order_by(ShardRow.index)).all():
        yield session.scalars(select(ShardRow.data).where(*of_site, ShardRow.index == index)).one()
