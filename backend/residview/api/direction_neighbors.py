"""What lies nearest to a direction: saved ones, components of bases, tokens. Every row is compared, in float64."""

from collections.abc import Iterator
from contextlib import suppress

import numpy as np
from sqlalchemy.orm import Session

from residview.api.directions_from import Resolved, frame_of
from residview.api.schemas_saved import (
    ComponentNeighbor,
    DirectionNeighborsOut,
    DirectionSource,
    MixSource,
    NamedSource,
    SavedNeighbor,
    TokenNeighbor,
    TokensSource,
)
from residview.errors import NotFound
from residview.numerics import chance, nearness
from residview.numerics.moments import Vector
from residview.store import bases, saved, sites, vectors
from residview.store.tables import Basis, Model, PointSetRow
from residview.store.tables_runs import SiteBasis, SiteRow
from residview.store.vectors import ROWS_WHILE_SERVING
from residview.vocabulary import RESIDUAL, PointSet


def neighbors(
    session: Session, model: Model, source: DirectionSource, found: Resolved, k: int
) -> DirectionNeighborsOut:
    """The k of each kind by the size of the cosine; of tokens k at either end."""
    unembedding, tokens = _tables(model, found)
    return DirectionNeighborsOut(
        saved=_saved(session, model, source, found, k),
        components=_components(session, model, source, found, k),
        unembedding=[] if unembedding is None else _tokens(session, unembedding, found.vector, k, by_logit=True),
        tokens=[] if tokens is None else _tokens(session, tokens, found.vector, k, by_logit=False),
        chance=chance.cosine_size(len(found.vector)),
    )


def _saved(session: Session, model: Model, source: DirectionSource, found: Resolved, k: int) -> list[SavedNeighbor]:
    own = source.name if isinstance(source, NamedSource) else None
    near = [
        SavedNeighbor(
            name=each.name,
            title=each.title,
            owner=each.owner.name,
            cosine=float(np.clip(saved.vector(each) @ found.vector, -1, 1)),
        )
        for each in saved.with_vectors(session, model, found.space)
        if each.name != own
    ]
    return sorted(near, key=lambda each: -abs(each.cosine))[:k]


def _components(
    session: Session, model: Model, source: DirectionSource, found: Resolved, k: int
) -> list[ComponentNeighbor]:
    near = [
        ComponentNeighbor(basis=basis.name, component=component + 1, cosine=cosine)
        for basis in _bases(session, model, source, found)
        for component, cosine in _largest(nearness.cosines(frame_of(basis).functionals, found.vector), k)
    ]
    return sorted(near, key=lambda each: -abs(each.cosine))[:k]


def _bases(session: Session, model: Model, source: DirectionSource, found: Resolved) -> Iterator[Basis | SiteBasis]:
    """Those of the site that the direction was made at, and the model's where they are of the same space."""
    site = _made_at(session, model, source)
    if site is not None:
        yield from sites.bases(session, site)
    if found.space == RESIDUAL:
        yield from (each for each in bases.bases(session, model) if each.d == len(found.vector))


def _made_at(session: Session, model: Model, source: DirectionSource) -> SiteRow | None:
    """The site of a capture that a direction came from; of a saved one too, while the capture is here."""
    if isinstance(source, MixSource | TokensSource):
        return sites.site(session, model, source.capture, source.site)
    if isinstance(source, NamedSource) and source.name.startswith(saved.PREFIX):
        origin = saved.find(session, model, source.name).origin
        if "capture" in origin:
            with suppress(NotFound):
                return sites.site(session, model, origin["capture"], origin["site"])
    return None


def _largest(cosines: Vector, k: int) -> list[tuple[int, float]]:
    """Index and value of the k largest by size."""
    return [(i, float(cosines[i])) for i in np.argsort(-abs(cosines), kind="stable")[:k].tolist()]


def _tables(model: Model, found: Resolved) -> tuple[PointSetRow | None, PointSetRow | None]:
    """W_U, which is W_E where they are tied, and W_E, where the direction lies in their space."""
    there = {each.name: each for each in model.point_sets if each.d == len(found.vector)}
    tokens = there.get(PointSet.TOKENS) if found.space == RESIDUAL else None
    unembedding = there.get(PointSet.UNEMBEDDING) if found.space == RESIDUAL else None
    return tokens if model.tied_unembedding else unembedding, tokens


def _tokens(session: Session, table: PointSetRow, vector: Vector, k: int, by_logit: bool) -> list[TokenNeighbor]:
    """The k tokens furthest along the direction, then the k furthest against it, none of them twice."""
    cosines, products = np.empty(table.n), np.empty(table.n)
    at = 0
    for block in vectors.read(session, table.id, size=ROWS_WHILE_SERVING):
        cosines[at : at + len(block)] = nearness.cosines(block, vector)
        products[at : at + len(block)] = block.astype(np.float64) @ vector
        at += len(block)
    order = np.argsort(-(products if by_logit else cosines), kind="stable").tolist()
    ends = order[:k] + order[k:][-k:][::-1]
    return [
        TokenNeighbor(id=i, cosine=float(cosines[i]), logit=float(products[i]) if by_logit else None) for i in ends
    ]
