"""A capture whose shards are all there: merged, measured, fitted."""

import hashlib

from sqlalchemy.orm import Session

from residview.captures import shards
from residview.captures.measures import measured, measured_alone
from residview.captures.site_bases import site_bases
from residview.captures.sums import digest
from residview.captures.threads import one_thread
from residview.store import sites
from residview.store.tables_runs import Capture, PromptSet, SiteRow
from residview.store.vectors import Rows

#: Raise it when what is stored of a capture changes: it is part of a capture's name.
CAPTURE_VERSION = 1


def finish_site(session: Session, capture: Capture, prompts: PromptSet, site: SiteRow) -> None:
    """Write what the shards come to at a site, and its bases."""
    sums = shards.sums(session, site)
    assert sums is not None, "shards are kept until their capture is shown"
    with one_thread():
        site.measured = measured(sums, (rows for _, rows in sites.rows(session, site)))
        session.add_all(site_bases(site, sums, [capture.revision, prompts.checksum, CAPTURE_VERSION]))
    if sums.rest is not None:
        site.n_rows = sums.rest.n
        site.mean = sums.rest.mean.astype("<f8").tobytes()
        site.scatter = sums.rest.scatter.astype("<f8").tobytes()
    site.checksum = checksum(sums.digests, site.mean or b"", site.scatter or b"")


def finish_alone(site: SiteRow, rows: Rows) -> None:
    """The same of a prompt of one's own, of which every row is kept and nothing is fitted."""
    site.measured = measured_alone(rows)
    site.n_rows = len(rows) - 1
    site.checksum = checksum(digest(rows))


def checksum(*content: bytes) -> str:
    """SHA-256 of what is stored of a site's rows."""
    whole = hashlib.sha256(str(CAPTURE_VERSION).encode())
    for each in content:
        whole.update(each)
    return whole.hexdigest()
