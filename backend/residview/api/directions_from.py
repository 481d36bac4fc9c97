"""Directions from whatever a person names: a mix, points, tokens of a capture, something stored, numbers.

A direction is a unit vector v of a space in which rows x lie, and is read as x · v. Of a basis with centre c this is
the score in v's mix of components, times a factor that no colour and no order depends on, plus c · v.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from residview.api.making import difference_of
from residview.api.schemas_find import DirectionIn
from residview.api.schemas_saved import (
    DirectionSource,
    MixSource,
    NamedSource,
    PointsSource,
    TokensSource,
    ValuesSource,
)
from residview.errors import BadDirection, UnknownBasis
from residview.numerics.directions import Frame, difference, unit
from residview.numerics.moments import Vector
from residview.residuals_state import TokenOf, Weight
from residview.store import bases, directions, saved, sites
from residview.store.spaces import space_of, widths
from residview.store.tables import Basis, Model
from residview.store.tables_runs import SiteBasis, SiteRow
from residview.vocabulary import RESIDUAL


@dataclass(frozen=True)
class Resolved:
    """vector: (d,), float64, of length 1. norm: its length before that. space: `residual`, or a site's name."""

    vector: Vector
    norm: float
    space: str


def resolve(session: Session, model: Model, source: DirectionSource) -> Resolved:
    """The direction that a source names. Raises BadDirection, NoDirection, BadPoints, BadRange and the kinds of
    NotFound, each with the value that is wrong."""
    match source:
        case MixSource():
            return _mixed(session, model, source)
        case PointsSource():
            return _between_points(session, model, source)
        case TokensSource():
            return _between_tokens(session, model, source)
        case NamedSource():
            return _stored(session, model, source.name)
        case ValuesSource():
            return from_values(session, model, np.array(source.values), source.site)


def frame_of(basis: Basis | SiteBasis) -> Frame:
    """The space that a basis was fitted in; read from the database on first use."""
    scale = None if basis.scale is None else np.frombuffer(basis.scale, "<f8")
    components = np.frombuffer(basis.components, "<f8").reshape(basis.n_components, -1)
    return Frame(np.frombuffer(basis.center, "<f8"), scale, components)


def basis_at(session: Session, model: Model, site: SiteRow, name: str) -> Basis | SiteBasis:
    """A basis of the site, or one of the model where it has as many coordinates. Raises UnknownBasis, BadDirection."""
    try:
        return sites.basis(session, site, name)
    except UnknownBasis:
        of_model = next((each for each in bases.bases(session, model) if each.name == name), None)
        if of_model is None:
            raise
    if of_model.d != site.d or not sites.in_residual_space(site):
        raise BadDirection(
            f"The basis {name!r} has {of_model.d} coordinates of the residual stream; the rows of {site.name} have "
            f"{site.d} and lie elsewhere. Choose a basis of the site."
        )
    return of_model


def check_space(direction: Resolved, site: SiteRow) -> None:
    """Raise BadDirection where a direction does not lie in the space of a site's rows."""
    if direction.space == space_of(site.name) and len(direction.vector) == site.d:
        return
    of = "the residual stream" if direction.space == RESIDUAL else f"the site {direction.space}"
    raise BadDirection(
        f"This direction lies in the space of {of}; the rows at {site.name} do not. Choose a site whose rows do."
    )


def from_values(session: Session, model: Model, values: Vector, site: str | None) -> Resolved:
    """Numbers (d,) as a direction of the residual stream, or of a site's space."""
    known = widths(session, model)
    space = RESIDUAL if site is None else space_of(site)
    if space not in known:
        own = ", ".join(name for name in known if name != RESIDUAL) or "none yet"
        raise BadDirection(
            f"No capture of the model {model.name!r} has the site {site!r}. Captured sites with a space of their own: "
            f"{own}."
        )
    if len(values) != known[space]:
        raise BadDirection(_wrong_width(len(values), space, known))
    wrong = np.flatnonzero(~np.isfinite(values))
    if len(wrong):
        raise BadDirection(f"The number at index {wrong[0]} is {values[wrong[0]]}. A direction has finite numbers.")
    return _unit(values, space, "These numbers are")


def _wrong_width(n: int, space: str, known: dict[str, int]) -> str:
    where = "the residual stream" if space == RESIDUAL else space
    by_width: dict[int, list[str]] = defaultdict(list)
    for name, d in known.items():
        by_width[d].append(name)
    told = [
        f"{d} ({f'{names[0]} to {names[-1]}' if len(names) > 2 else ', '.join(names)})"
        for d, names in by_width.items()
    ]
    return (
        f"There are {n} numbers; a direction of {where} has {known[space]}. Widths of this model: {', '.join(told)}."
    )


def _mixed(session: Session, model: Model, source: MixSource) -> Resolved:
    site = sites.site(session, model, source.capture, source.site)
    basis = basis_at(session, model, site, source.basis)
    weights = _weights(source.weights, basis)
    return _unit(frame_of(basis).functional(weights), space_of(site.name), "This mix of components is")


def _weights(asked: Sequence[Weight], basis: Basis | SiteBasis) -> Vector:
    """(n_components,); what a component is given twice is added up."""
    weights = np.zeros(basis.n_components)
    for each in asked:
        if each.component > basis.n_components:
            raise BadDirection(
                f"The mix names the component {each.component}; the basis {basis.name!r} has the components 1 to "
                f"{basis.n_components}."
            )
        weights[each.component - 1] += each.weight
    return weights


def _between_points(session: Session, model: Model, source: PointsSource) -> Resolved:
    norm, vector = difference_of(session, model, DirectionIn(plus=source.plus, minus=source.minus))
    _, _, site = source.plus.point_set.partition("@")
    space = space_of(site.partition("@")[0]) if site else RESIDUAL
    if space == RESIDUAL and len(vector) != model.d_model:
        raise BadDirection(
            f"The {source.plus.point_set} have {len(vector)} coordinates, the residual stream {model.d_model}: they "
            "do not lie in it."
        )
    return Resolved(vector, norm, space)


def _between_tokens(session: Session, model: Model, source: TokensSource) -> Resolved:
    site = sites.site(session, model, source.capture, source.site)
    plus = _mean(session, site, source.plus, "plus")
    minus = None if source.minus is None else _mean(session, site, source.minus, "minus")
    found = difference(plus, minus)
    if found is None:
        what = "The mean of these tokens is" if minus is None else "The difference of these means is"
        raise BadDirection(f"{what} of length 0, so it points nowhere. Choose other tokens.")
    return Resolved(found[1], found[0], space_of(site.name))


def _mean(session: Session, site: SiteRow, tokens: Sequence[TokenOf], field: str) -> Vector:
    """The mean (d,) of a site's rows at some tokens, in float64; each is taken once, however often it is named."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for token in tokens:
        wanted[token.prompt].add(token.position)
    total, n = np.zeros(site.d), 0
    for prompt, rows in sites.rows(session, site, sorted(wanted)):
        places = sorted(wanted.pop(prompt))
        if places[-1] >= len(rows):
            raise BadDirection(
                f"{field} names the position {places[-1]} of the prompt {prompt}, which has the positions 0 to "
                f"{len(rows) - 1}."
            )
        total += rows[places].sum(axis=0, dtype=np.float64)
        n += len(places)
    if wanted:
        raise BadDirection(
            f"{field} names the prompt {min(wanted)}, whose rows are not kept in the capture {site.capture!r}."
        )
    return total / n


def _stored(session: Session, model: Model, name: str) -> Resolved:
    if name.startswith(saved.PREFIX):
        kept = saved.find(session, model, name)
        return Resolved(saved.vector(kept), kept.norm, kept.space)
    made = directions.find(session, model, name)
    vector = directions.vector(made)
    if len(vector) != model.d_model:
        raise BadDirection(
            f"The direction {name} has {len(vector)} coordinates, the residual stream {model.d_model}: it does not "
            "lie in it."
        )
    return Resolved(vector, made.norm, RESIDUAL)


def _unit(vector: Vector, space: str, these: str) -> Resolved:
    found = unit(vector)
    if found is None:
        raise BadDirection(f"{these} all zero, which points nowhere.")
    norm, along = found
    if not np.isfinite(norm):
        raise BadDirection(f"{these} longer than a float64 can say. Divide them by something.")
    return Resolved(along, norm, space)
