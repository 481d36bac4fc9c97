"""A stored link held against what is on this server now: what differs, in sentences, and what is nearest."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from residview.api.schemas_permalinks import NearestOut, Pins
from residview.errors import UnknownBasis, UnknownModel
from residview.store import bases, models
from residview.store.tables import Basis, Direction, Model, Sums
from residview.store.tables_runs import SiteBasis
from residview.view_state import ViewState


@dataclass(frozen=True)
class Found:
    """What a link finds here: the model and basis it names, where they are, and what is not as it was."""

    model: Model | None = None
    basis: Basis | None = None
    differences: list[str] = field(default_factory=list)
    nearest: NearestOut | None = None

    @property
    def shown(self) -> bool:
        """There is something of it to show."""
        return self.basis is not None


def found(session: Session, state: ViewState, pins: Pins) -> Found:
    known = models.ready_models(session)
    model = next((each for each in known if each.name == state.model), None)
    same = same_revision(known, state.model, pins)
    told = model_sentences(state.model, pins, model, same, [each.name for each in known])
    nearest = _nearest(session, state, pins, same or model)
    if model is None:
        return Found(None, None, told, nearest)
    try:
        basis = bases.basis(session, model, state.basis)
    except UnknownBasis as error:
        return Found(model, None, [*told, str(error)], nearest)
    told += basis_sentences(basis, pins) + pinned_sentences(session, pins)
    return Found(model, basis, told, nearest)


def same_revision(known: Sequence[Model], name: str, pins: Pins) -> Model | None:
    """The very weights of the link: under its name if they have it, else under any other."""
    same = [each for each in known if each.revision == pins.model_revision]
    return next((each for each in same if each.name == name), same[0] if same else None)


def _nearest(session: Session, state: ViewState, pins: Pins, model: Model | None) -> NearestOut | None:
    here = bases.bases(session, model) if model else []
    if model is None or not here:
        return None
    fitted_on = state.basis.partition("-")[0]

    def distance(basis: Basis) -> int:
        near = (basis.key == pins.basis_key, basis.name == state.basis, basis.fitted_on == fitted_on, True)
        return near.index(True)

    basis = min(here, key=distance)
    if (model.name, basis.name) == (state.model, state.basis):
        return None
    return NearestOut(model=model.name, basis=basis.name)


def model_sentences(name: str, pins: Pins, model: Model | None, same: Model | None, known: list[str]) -> list[str]:
    """How the model that a link names, `model`, differs from what it was made of; `same` has the very weights."""
    elsewhere = f" Those weights are here under the name {same.name!r}." if same and same is not model else ""
    made_of = pins.model_revision[:12]
    if model is None:
        return [f"{UnknownModel(name, known)} The link was made of revision {made_of}.{elsewhere}"]
    if model.revision == pins.model_revision:
        return []
    return [
        f"The model {model.name!r} has other weights here: revision {model.revision[:12]}, where the link was "
        f"made of {made_of}.{elsewhere}"
    ]


def basis_sentences(basis: Basis | SiteBasis, pins: Pins) -> list[str]:
    if basis.checksum == pins.basis_checksum:
        return []
    if basis.key == pins.basis_key:
        return [
            f"The basis {basis.name!r} was computed anew on this server, from the same rows in the same way: "
            "numbers may differ by rounding, and nearly equal components may be rotated."
        ]
    return [f"The basis {basis.name!r} was fitted otherwise here than when the link was made."]


def missing(session: Session, pins: Pins) -> list[str]:
    """The names of directions and sums that a link is pinned to and that are not stored here."""
    revision = pins.model_revision
    names = [name for name in pins.directions if session.get(Direction, (revision, name)) is None]
    if pins.sums is not None and session.get(Sums, (revision, pins.sums.name)) is None:
        names.append(pins.sums.name)
    return names


def pinned_sentences(session: Session, pins: Pins) -> list[str]:
    return [
        f"The {'direction' if name in pins.directions else 'sums'} {name!r} cannot be shown here: "
        "not all that it was made of is on this server."
        for name in missing(session, pins)
    ]
