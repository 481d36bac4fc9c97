"""Principal components of a site's rows, by the choices that are offered."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from residview.captures.sums import SiteSums
from residview.errors import BadFit
from residview.numerics import pca
from residview.numerics.moments import Moments, pooled
from residview.numerics.pca import Pca
from residview.precompute.bases import PCA_VERSION
from residview.precompute.steps import digest
from residview.store.tables_runs import SiteBasis, SiteRow

#: Components kept.
COMPONENTS = 64


@dataclass(frozen=True)
class Choice:
    """Position 0 takes part or not: in most models it is an outlier that would take the first component for itself.
    Each coordinate is divided by its standard deviation first, or not."""

    position_0: bool
    scaled: bool

    @property
    def name(self) -> str:
        return "pca" + "-with-0" * self.position_0 + "-scaled" * self.scaled

    def rows(self, sums: SiteSums) -> Moments | None:
        return pooled([sums.first, sums.rest]) if self.position_0 else sums.rest


CHOICES = tuple(Choice(position_0, scaled) for scaled in (False, True) for position_0 in (False, True))


def site_bases(site: SiteRow, sums: SiteSums, made_of: Sequence[str | int]) -> Iterator[SiteBasis]:
    """A basis for each choice that the rows allow. `made_of` is what the rows follow from."""
    for choice in CHOICES:
        rows = choice.rows(sums)
        if rows is None:
            continue
        try:
            fitted = pca.fit(rows, centered=True, n_components=COMPONENTS, scaled=choice.scaled)
        except BadFit:
            continue  # rows that are all alike have no components
        yield _basis(site, choice, rows.n, fitted, made_of)


def _basis(site: SiteRow, choice: Choice, n_rows: int, fitted: Pca, made_of: Sequence[str | int]) -> SiteBasis:
    center = fitted.center.astype("<f8").tobytes()
    scale = None if fitted.scale is None else fitted.scale.astype("<f8").tobytes()
    components = fitted.components.astype("<f8").tobytes()
    n = len(fitted.components)
    shares = fitted.variance_shares[:n]
    content = str(PCA_VERSION).encode() + center + components + shares.astype("<f8").tobytes() + (scale or b"")
    return SiteBasis(
        site_id=site.id,
        name=choice.name,
        position_0=choice.position_0,
        scaled=choice.scaled,
        n_rows=n_rows,
        n_components=n,
        variance_shares=shares.tolist(),
        total_variance=float(fitted.variances.sum()),
        near_equal=[list(group) for group in pca.near_equal_runs(fitted.variances[:n])],
        center_scores=fitted.center_scores.tolist(),
        key=digest([*made_of, site.name, "pca", choice.position_0, choice.scaled, PCA_VERSION]),
        checksum=hashlib.sha256(content).hexdigest(),
        scale=scale,
        center=center,
        components=components,
    )
