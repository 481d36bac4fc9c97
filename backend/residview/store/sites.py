"""What was captured at a site: its rows, and the bases it is seen in."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.errors import UnknownBasis, UnknownSite
from residview.store import captures
from residview.store.bases import Vector
from residview.store.session import searchable
from residview.store.tables import Model
from residview.store.tables_runs import Capture, PromptSet, SiteBasis, SiteRow
from residview.store.vectors import Rows, driver_of
from residview.vocabulary import PARTS_OF_THE_STREAM, PromptKind

#: Prompts that are read from the database at once.
_PROMPTS_PER_BLOCK = 16

Block = tuple[int, Rows]


def sites(session: Session, capture: Capture) -> Sequence[SiteRow]:
    """In the order of the depth."""
    return session.scalars(select(SiteRow).where(SiteRow.capture == capture.name).order_by(SiteRow.id)).all()


def site(session: Session, model: Model, capture_name: str, site_name: str) -> SiteRow:
    """A site of a finished capture. Raises UnknownCapture, CaptureUnfinished or UnknownSite."""
    capture = captures.finished(session, model, capture_name)
    query = select(SiteRow).where(SiteRow.capture == capture.name, SiteRow.name == searchable(site_name))
    found = session.scalar(query)
    if found is None:
        known = ", ".join(each.name for each in sites(session, capture))
        raise UnknownSite(f"The capture {capture.name!r} has no site {site_name!r}. Its sites: {known}.")
    return found


def in_residual_space(site: SiteRow) -> bool:
    """Whether its rows can be held against directions of the residual stream."""
    return site.part in PARTS_OF_THE_STREAM


def bases(session: Session, site: SiteRow) -> Sequence[SiteBasis]:
    """Its own, or those it borrows.

    A prompt of one's own has too few rows to be fitted. It is seen in the bases of the model's first capture for
    everyone that has this site: of bundled prompts if there is one, else the oldest."""
    return _own(session, site.id) or _own(session, _lender(session, site))


def basis(session: Session, site: SiteRow, name: str) -> SiteBasis:
    """Its own or borrowed basis of this name. Raises UnknownBasis."""
    there = bases(session, site)
    found = next((each for each in there if each.name == name), None)
    if found is None:
        raise UnknownBasis(site.name, name, [each.name for each in there], "site")
    return found


def _own(session: Session, site_id: int | None) -> Sequence[SiteBasis]:
    return session.scalars(select(SiteBasis).where(SiteBasis.site_id == site_id).order_by(SiteBasis.id)).all()


def _lender(session: Session, site: SiteRow) -> int | None:
    query = (
        select(SiteRow.id)
        .join(Capture, Capture.name == SiteRow.capture)
        .join(PromptSet, PromptSet.id == Capture.prompt_set_id)
        .where(SiteRow.name == site.name, SiteRow.d == site.d, Capture.ready_at.is_not(None))
        .where(Capture.revision == select(Capture.revision).where(Capture.name == site.capture).scalar_subquery())
        .where(PromptSet.kind.in_((PromptKind.BUNDLED, PromptKind.FILE, PromptKind.DATASET)))
        .where(select(SiteBasis.id).where(SiteBasis.site_id == SiteRow.id).exists())
        .order_by(PromptSet.kind != PromptKind.BUNDLED, Capture.created_at, Capture.name)
    )
    return session.scalar(query.limit(1))


def frame(basis: SiteBasis, d: int) -> tuple[Vector, Vector | None, Vector]:
    """A basis's centre (d,), its scale (d,) if it has one, and its components (k, d), read on first use."""
    components = np.frombuffer(basis.components, "<f8").reshape(basis.n_components, d)
    scale = None if basis.scale is None else np.frombuffer(basis.scale, "<f8")
    return np.frombuffer(basis.center, "<f8"), scale, components


def moments(session: Session, site: SiteRow) -> tuple[int, Vector, Vector] | None:
    """Of the rows without position 0: their number, mean (d,) and scatter (d, d); None where they are had from the
    rows, all of which are kept."""
    query = select(SiteRow.mean, SiteRow.scatter).where(SiteRow.id == site.id)
    mean, scatter = session.execute(query).one()
    if mean is None or scatter is None:
        return None
    return site.n_rows, np.frombuffer(mean, "<f8"), np.frombuffer(scatter, "<f8").reshape(site.d, site.d)


def rows(session: Session, site: SiteRow, prompts: Sequence[int] | None = None) -> Iterator[Block]:
    """Each shown prompt with its rows (tokens, d), in order; of some prompts if given."""
    which = "" if prompts is None else " AND prompt = ANY(%s)"
    query = f"SELECT prompt, data FROM site_vectors WHERE site_id = %s{which} ORDER BY prompt"
    parameters: list[Any] = [site.id] if prompts is None else [site.id, list(prompts)]
    with driver_of(session).cursor(name="site_rows", binary=True) as cursor:
        cursor.itersize = _PROMPTS_PER_BLOCK
        for prompt, data in cursor.execute(query, parameters):
            yield prompt, unpacked(data, site.d)


def unpacked(data: bytes, d: int) -> NDArray[np.float32]:
    return np.frombuffer(data, "<f4").reshape(-1, d)


def add_rows(session: Session, site: SiteRow, blocks: Sequence[Block]) -> None:
    """Store the rows of shown prompts."""
    copy_in = "COPY site_vectors (site_id, prompt, data) FROM STDIN WITH (FORMAT BINARY)"
    with driver_of(session).cursor() as cursor, cursor.copy(copy_in) as copy:
        copy.set_types(["int4", "int4", "bytea"])
        for prompt, block in blocks:
            copy.write_row((site.id, prompt, np.ascontiguousarray(block, "<f4").tobytes()))
