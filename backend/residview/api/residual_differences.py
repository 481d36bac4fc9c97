"""A stored link to residuals held against what is on this server now: what differs, and what is nearest."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from residview.api.differences import basis_sentences, model_sentences, pinned_sentences, same_revision
from residview.api.residual_checks import Place, place_of
from residview.api.schemas_permalinks import NearestSiteOut, Pins
from residview.errors import BadDirection, CaptureUnfinished, NotFound, UnknownSaved
from residview.residuals_state import ResidualsState
from residview.store import captures, models, saved, sites
from residview.store.tables import Model
from residview.store.tables_runs import Capture, PromptSet


@dataclass(frozen=True)
class FoundResiduals:
    """What a link finds here: the model and the place it names, where they are, and what is not as it was."""

    model: Model | None = None
    place: Place | None = None
    differences: list[str] = field(default_factory=list)
    nearest: NearestSiteOut | None = None

    @property
    def shown(self) -> bool:
        """There is something of it to show."""
        return self.place is not None


def found(session: Session, state: ResidualsState, pins: Pins) -> FoundResiduals:
    known = models.ready_models(session)
    model = next((each for each in known if each.name == state.model), None)
    same = same_revision(known, state.model, pins)
    told = model_sentences(state.model, pins, model, same, [each.name for each in known])
    nearest = _nearest(session, state, pins, same or model)
    if model is None:
        return FoundResiduals(None, None, told, nearest)
    try:
        place = place_of(session, state, model)
    except (NotFound, CaptureUnfinished, BadDirection) as error:
        return FoundResiduals(model, None, [*told, str(error)], nearest)
    told += _site_sentences(place, pins) + basis_sentences(place.basis, pins)
    told += pinned_sentences(session, pins) + _saved_sentences(session, state, model, pins)
    return FoundResiduals(model, place, told, nearest)


def _site_sentences(place: Place, pins: Pins) -> list[str]:
    if pins.captured is None or place.site.checksum == pins.captured.site:
        return []
    # A capture's name is the hash of what made it: only its numbers can be others.
    return [
        f"What was captured at {place.site.name} was computed anew on this server, of the same prompts in the same "
        "way: numbers may differ by rounding."
    ]


def _saved_sentences(session: Session, state: ResidualsState, model: Model, pins: Pins) -> list[str]:
    if not isinstance(state.direction, str) or pins.captured is None or pins.captured.direction is None:
        return []
    try:
        kept = saved.find(session, model, state.direction)
    except UnknownSaved as error:
        return [str(error)]
    if kept.checksum == pins.captured.direction:
        return []
    return [f"The direction {kept.name!r} is another here than when the link was made."]


def _nearest(session: Session, state: ResidualsState, pins: Pins, model: Model | None) -> NearestSiteOut | None:
    """Of captures: the link's own, else one of the same prompts, else one that has the site."""
    here = _ready(session, state, model) if model else []
    if model is None or not here:
        return None
    names = captures.site_names(session, [capture for capture, _ in here])

    def distance(at: tuple[Capture, PromptSet]) -> tuple[bool, bool, bool]:
        capture, prompt_set = at
        same_prompts = pins.captured is not None and prompt_set.checksum == pins.captured.prompts
        return capture.name != state.capture, not same_prompts, state.site not in names[capture.name]

    capture, _ = min(here, key=distance)
    there = names[capture.name]
    part = state.site.split(".")[1]
    site_name = next((name for name in (state.site, *_of_part(there, part), *there) if name in there), None)
    if site_name is None:
        return None
    bases = [each.name for each in sites.bases(session, sites.site(session, model, capture.name, site_name))]
    basis = state.basis if state.basis in bases or not bases else bases[0]
    if (model.name, capture.name, site_name, basis) == (state.model, state.capture, state.site, state.basis):
        return None
    return NearestSiteOut(model=model.name, basis=basis, capture=capture.name, site=site_name)


def _ready(session: Session, state: ResidualsState, model: Model) -> list[tuple[Capture, PromptSet]]:
    """Finished captures that are listed for everyone, and the link's own, listed or not."""
    listed = [each for each in captures.listed(session, model, None) if each[0].ready_at is not None]
    try:
        own = captures.finished(session, model, state.capture)
    except (NotFound, CaptureUnfinished):
        return listed
    return [(own, captures.prompt_set(session, own)), *listed]


def _of_part(names: list[str], part: str) -> list[str]:
    return [name for name in names if name.split(".")[1] == part]
