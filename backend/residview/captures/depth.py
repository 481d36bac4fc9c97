"""The residual stream from block to block, as a capture has it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from residview.captures.measures import chance_share, total_variance
from residview.numerics.moments import Moments, Vector
from residview.store import sites
from residview.store.tables_runs import SiteRow
from residview.vocabulary import Part


def stops(found: Sequence[SiteRow]) -> list[SiteRow]:
    """Before each block and after the last: of a layer's end and the next one's beginning, which are the same, the
    one that was captured."""
    by_depth: dict[int, SiteRow] = {}
    for site in found:
        if site.part in (Part.RESID_PRE, Part.RESID_POST):
            by_depth.setdefault(site.layer + (site.part == Part.RESID_POST), site)
    return [by_depth[depth] for depth in sorted(by_depth)]


def moments(session: Session, site: SiteRow) -> Moments | None:
    """Of a site's rows without position 0; None where there is no such row."""
    stored = sites.moments(session, site)
    if stored is not None:
        return Moments(*stored)
    rest = [rows[1:] for _, rows in sites.rows(session, site)]
    whole = np.concatenate(rest)
    return Moments.of(whole) if len(whole) else None


@dataclass(frozen=True)
class Along:
    """Of the rows of a site without position 0. variance: along a unit vector. share: of their whole variance; 0
    where there is none. mean: of their dot products with it. chance: the range of the share for random vectors."""

    variance: float
    share: float
    mean: float
    chance: tuple[float, float]


def along(session: Session, site: SiteRow, direction: Vector) -> Along:
    """How a site's rows lie along a unit vector (d,)."""
    rows = moments(session, site)
    if rows is None:
        return Along(0.0, 0.0, 0.0, (0.0, 0.0))
    measured = site.measured.get("chance")
    low, high = chance_share(rows) if measured is None else measured
    variance = float(direction @ rows.covariance() @ direction) if rows.n > 1 else 0.0
    total = total_variance(rows)
    return Along(variance, variance / total if total > 0 else 0.0, float(rows.mean @ direction), (low, high))
