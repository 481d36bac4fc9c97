"""The picture of a view of residuals: those that are shown, in three components, coloured along its direction."""

from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from residview.api import provenance
from residview.api.directions_from import frame_of
from residview.api.links import ResidualsLink
from residview.api.residual_checks import Place, direction_of
from residview.errors import ResidviewError
from residview.numerics.directions import Frame
from residview.numerics.moments import Matrix, Vector
from residview.previews.palette import ABOVE, BELOW
from residview.previews.picture import Entry, Picture
from residview.previews.scene import Cloud, Scene
from residview.residuals_state import ResidualsState
from residview.store import captures, sites
from residview.store.tables import Model
from residview.vocabulary import Reading, ResidualColor, ResidualStage

#: Beyond the scale of colours lie this many of the values, both ends together, as on the page (data/residuals/mix.ts).
_BEYOND = 0.005


@dataclass(frozen=True)
class _Seen:
    """The shown rows: where they lie on the axes, (n, 3); what they read along the direction, (n,); which of them are
    at position 0, (n,); the row that is looked at, if one is."""

    points: Matrix
    values: Vector
    first: np.ndarray[tuple[int], np.dtype[np.bool_]]
    focus: int | None


def picture_of(session: Session, link: ResidualsLink) -> Picture:
    state, found = link.state, link.found
    if found.model is None or found.place is None:
        shown = f"{state.model} · {state.capture} · {state.site}"
        title = link.stored.title or f"{state.model} · {state.site}"
        return Picture(title, f"{shown}: no longer on this server", tuple(found.differences), state.theme)
    notes = ["not exactly what the link was made of"] if found.differences else []
    return _picture(session, state, found.model, found.place, link.stored.title, notes)


def _picture(
    session: Session, state: ResidualsState, model: Model, place: Place, title: str, notes: list[str]
) -> Picture:
    frame = frame_of(place.basis)
    try:
        along = frame.reading(direction_of(session, state, model, place.site).vector)
    except ResidviewError:
        along = frame.components[0]
        notes.append(f"coloured by PC1 in place of {provenance.direction_text(state.direction)}")
    axes = [min(axis, place.basis.n_components) for _, axis in state.axes]
    seen = _seen(session, state, place, frame, frame.components[[axis - 1 for axis in axes]], along)
    end = _end(seen)
    if state.color is not ResidualColor.DIRECTION:
        notes.append("coloured along the direction")
    if state.stage is not ResidualStage.PROMPTS:
        notes.append("the scatter in place of the plots")
    prompts = captures.prompt_set(session, place.capture)
    weights, *how = provenance.residual_lines(state, model, place.capture, prompts, place.basis)
    x, y, z = map(provenance.axis_title, axes)
    where = provenance.site_text(state.site)
    return Picture(
        title=title or f"{model.name} · {where}",
        subtitle=f"{model.name} · {where}" if title else prompts.title,
        provenance=(weights, *how, *([f"in this picture: {', '.join(notes)}"] if notes else [])),
        theme=state.theme,
        legend=(
            Entry(BELOW, f"{provenance.number(-end)} and below"),
            Entry(ABOVE, f"{provenance.number(end)} and above"),
        ),
        scene=Scene(
            clouds=(Cloud("residuals", seen.points, focus=seen.focus, values=(seen.values, end)),),
            titles=(x, y, z),
            camera=state.camera,
            aspect=state.aspect,
            path=False,
            marks=False,
            size=state.size,
        ),
    )


def _seen(session: Session, state: ResidualsState, place: Place, frame: Frame, axes: Matrix, along: Vector) -> _Seen:
    """In the units of the basis: where it scales, rows are scaled for the points and for what they read alike."""
    directions = np.vstack([axes, along])
    origin = frame.coordinates(np.zeros((1, place.site.d)), along[None])[0, 0]
    points, values, first, focus = [], [], [], None
    n = 0
    for prompt, rows in sites.rows(session, place.site):
        if state.focus is not None and state.focus.prompt == prompt and state.focus.position < len(rows):
            focus = n + state.focus.position
        n += len(rows)
        coordinates = frame.coordinates(rows, directions)
        points.append(coordinates[:, :3])
        first.append(np.arange(len(rows)) == 0)
        read = coordinates[:, 3] - (0 if state.reading is Reading.CENTERED else origin)
        values.append(_cosines(read, rows, frame) if state.reading is Reading.COSINE else read)
    return _Seen(np.concatenate(points), np.concatenate(values), np.concatenate(first), focus)


def _cosines(read: Vector, rows: np.ndarray[tuple[int, int], np.dtype[np.float32]], frame: Frame) -> Vector:
    lengths = np.linalg.norm(rows if frame.scale is None else rows / frame.scale, axis=1)
    cosines: Vector = np.divide(read, lengths, out=np.zeros(len(read)), where=lengths > 0)
    return cosines


def _end(seen: _Seen) -> float:
    """What the scale of colours ends at, both ways; position 0, often a hundred times as long, is left out."""
    sizes = np.abs(seen.values[~seen.first] if not seen.first.all() else seen.values)
    sizes.sort()
    return float(sizes[int(np.ceil((1 - _BEYOND) * len(sizes))) - 1]) if len(sizes) else 0.0
