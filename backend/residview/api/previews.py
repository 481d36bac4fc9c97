"""The picture of a view, from what is stored."""

import hashlib

import numpy as np
from sqlalchemy.orm import Session

from residview.api import links, provenance, residual_previews
from residview.api.coordinates import Columns, Coordinates
from residview.api.links import Link, ResidualsLink
from residview.api.view_checks import completed
from residview.errors import ResidviewError
from residview.previews.picture import Entry, Picture, png
from residview.previews.scene import Cloud, Scene
from residview.store import bases, models, permalinks
from residview.store.session import Database
from residview.store.tables import Basis, Model
from residview.view_state import ViewState, id_runs
from residview.vocabulary import ColorBy, PointSet, Stage, Theme

#: Raise it when the same basis is drawn otherwise.
VERSION = 1


def checksum(picture: bytes) -> str:
    return hashlib.sha256(picture).hexdigest()


def stored(database: Database, slug: str) -> bytes | None:
    """The picture of a link as it was drawn before, unless what it shows has left this server."""
    with database.reading() as session:
        link = links.opened(session, permalinks.find(session, slug))
        return permalinks.preview(session, slug) if link.found.shown else None


def of_link(database: Database, slug: str) -> bytes:
    """The picture of a link, drawn; kept where it shows exactly what the link was made of."""
    links.restore_pinned(database, slug)
    with database.reading() as session:
        link = links.opened(session, permalinks.find(session, slug))
        drawn = permalinks.preview(session, slug) if link.found.shown else None
        picture = _picture_of(session, link) if drawn is None else None
    if picture is None:
        assert drawn is not None, "drawn while this request waited for its turn"
        return drawn
    made = png(picture)
    if not link.found.differences:
        with database.transaction() as session:
            permalinks.save_preview(session, slug, made)
    return made


def version_of_basis(database: Database, model_name: str, basis_name: str) -> str:
    """What the picture of a basis is made of."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        return " ".join([str(VERSION), model.name, basis.checksum, *(each.checksum for each in model.point_sets)])


def of_basis(database: Database, model_name: str, basis_name: str, theme: Theme) -> bytes:
    """The picture of a basis as it is first seen."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        state = completed(ViewState(model=model.name, basis=basis.name, theme=theme), basis)
        picture = _picture(session, state, model, basis, "", [])
    return png(picture)


def _picture_of(session: Session, link: Link | ResidualsLink) -> Picture:
    if isinstance(link, ResidualsLink):
        return residual_previews.picture_of(session, link)
    state, found = link.state, link.found
    if found.model is None or found.basis is None:
        title = link.stored.title or f"{state.model} · {state.basis}"
        gone = f"{state.model} · {state.basis}: no longer on this server"
        return Picture(title, gone, tuple(found.differences), state.theme)
    notes = ["not exactly what the link was made of"] if found.differences else []
    return _picture(session, state, found.model, found.basis, link.stored.title, notes)


def _picture(session: Session, state: ViewState, model: Model, basis: Basis, title: str, notes: list[str]) -> Picture:
    reader = Coordinates(session, model, basis)
    axes = [reader.axis(axis) for _, axis in state.axes]
    notes = [*notes, *reader.notes]
    clouds = [_cloud(state, name, reader.points(name, axes)) for name in _sets(state, model)]
    if state.sums is not None:
        try:
            clouds.append(_cloud(state, state.sums, reader.sums(state.sums, axes)))
        except ResidviewError:
            notes.append(f"without the sums {state.sums}")
    if state.positions != PointSet.POSITIONS:
        notes.append(f"without {state.positions}")
    if state.color.by is not ColorBy.KIND:
        notes.append("coloured by kind")
    if state.stage is not Stage.SCENE:
        notes.append("the scene in place of the plots")
    titles = [provenance.axis_title(axis) for axis in axes]
    scene = Scene(
        clouds=tuple(clouds),
        titles=(titles[0], titles[1], titles[2]),
        camera=state.camera,
        aspect=state.aspect,
        path=state.show.path,
        marks=state.show.marks,
        size=state.size,
    )
    named = f"{model.name} · {provenance.basis_title(basis)}"
    shown = state.model_copy(update={"axes": state.axes.model_copy(update=dict(zip("xyz", axes, strict=True)))})
    weights, *how = provenance.lines(shown, model, basis)
    return Picture(
        title=title or model.name,
        subtitle=named if title else provenance.basis_title(basis),
        provenance=(weights, *how, *([f"in this picture: {', '.join(notes)}"] if notes else [])),
        theme=state.theme,
        legend=tuple(_entry(cloud) for cloud in clouds),
        scene=scene,
    )


def _sets(state: ViewState, model: Model) -> list[str]:
    wanted = [PointSet.TOKENS]
    # Mean residuals per position have no stored scores to be drawn from.
    if state.positions == PointSet.POSITIONS:
        wanted.append(PointSet.POSITIONS)
    if state.show.unembedding:
        wanted.append(PointSet.UNEMBEDDING)
    return [name for name in wanted if name in {each.name for each in model.point_sets}]


def _cloud(state: ViewState, name: str, points: Columns) -> Cloud:
    n = len(points)
    picked = np.empty(0, dtype=np.int64)
    if state.selection is not None and state.selection.point_set == name:
        runs = [np.arange(first, min(last + 1, n)) for first, last in id_runs(state.selection.ids)]
        picked = np.concatenate(runs).astype(np.int64)
    focus = state.focus.id if state.focus and state.focus.point_set == name and state.focus.id < n else None
    shown = {PointSet.POSITIONS: state.show.positions, PointSet.TOKENS: state.show.tokens}
    return Cloud(name, points, shown.get(PointSet(name), True) if name in set(PointSet) else True, picked, focus)


def _entry(cloud: Cloud) -> Entry:
    kind = cloud.name if cloud.name in set(PointSet) else "sums"
    return Entry(cloud.name, f"{len(cloud.points):,} {kind}{'' if cloud.shown else ' (hidden)'}")
