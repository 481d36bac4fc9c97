"""Which rows a basis is fitted on, and how: the recorded choices, and the name they give the basis."""

from collections.abc import Mapping
from dataclasses import dataclass

from residview.errors import BadFit
from residview.vocabulary import FittedOn, PointSet

#: Components kept of a basis fitted on more than positions; of one fitted on positions alone, all are.
COMPONENTS = 64

_WITH_POSITIONS = (FittedOn.POSITIONS, FittedOn.BOTH)


@dataclass(frozen=True)
class Fit:
    """Fitted around the rows' mean or around the origin, after each coordinate was divided by its standard deviation
    or not. `fitted_on` is a FittedOn, or a point set that was made of a capture. `first_row` is of the positions; of
    every other point set all rows take part."""

    fitted_on: str
    first_row: int = 0
    centered: bool = True
    scaled: bool = False

    @property
    def name(self) -> str:
        """What is fitted, then what differs from the usual: `positions`, `both-raw-with-0-scaled`, `tokens-scaled`."""
        with_0 = self.fitted_on in _WITH_POSITIONS and self.first_row == 0
        parts = {"-raw": not self.centered, "-with-0": with_0, "-scaled": self.scaled}
        return self.fitted_on + "".join(part for part, given in parts.items() if given)

    @property
    def n_components(self) -> int | None:
        """How many to keep; None for all there are."""
        what, _, _ = self.fitted_on.partition("@")
        return None if what == FittedOn.POSITIONS else COMPONENTS

    @property
    def first_rows(self) -> dict[str, int]:
        """The point sets whose rows are fitted, and from which row on each."""
        if self.fitted_on == FittedOn.BOTH:
            return {PointSet.POSITIONS: self.first_row, PointSet.TOKENS: 0}
        return {self.fitted_on: self.first_row}


def chosen(fitted_on: FittedOn, position_0: bool, centered: bool, scaled: bool) -> Fit:
    """The fit of these choices. Raises BadFit where position 0 is to take part in a fit without positions."""
    if fitted_on in _WITH_POSITIONS:
        return Fit(fitted_on, 0 if position_0 else 1, centered, scaled)
    if position_0:
        raise BadFit(
            f"position_0 is for fits on positions or on both; of {fitted_on} no row is a position. Leave it out."
        )
    return Fit(fitted_on, 0, centered, scaled)


_CHOICES = {
    fit.name: fit
    for scaled in (False, True)
    for fitted_on in FittedOn
    for position_0 in ((False, True) if fitted_on in _WITH_POSITIONS else (False,))
    for centered in (True, False)
    for fit in (chosen(fitted_on, position_0, centered, scaled),)
}
FIT_NAMES = tuple(_CHOICES)
DEFAULT_FITS = (_CHOICES["positions"], _CHOICES["tokens"])


def fit_named(name: str) -> Fit:
    if name not in _CHOICES:
        raise BadFit(f"There is no fit {name!r}. Known: {', '.join(FIT_NAMES)}.")
    return _CHOICES[name]


def check_possible(fit: Fit, rows: Mapping[str, int], architecture: str, scheme: str, tied: bool) -> None:
    """Raise BadFit where a model cannot be fitted so: `rows` counts the rows of each point set it has."""
    missing = [name for name in fit.first_rows if name not in rows]
    if PointSet.POSITIONS in missing:
        raise BadFit(
            f"The fit {fit.name!r} needs positions, which this model has no table of ({architecture}, {scheme} "
            "positions). Fit on tokens."
        )
    if missing and tied:
        raise BadFit(
            f"The fit {fit.name!r} needs an unembedding of its own; this model's is its token table (tied). "
            "Fit on tokens."
        )
    if missing:
        raise BadFit(
            f"The fit {fit.name!r} needs the {missing[0]}, and none is stored of this model: its weights hold none, "
            "or an earlier Residview added it (then run `residview add` once more)."
        )
    n = sum(rows[name] - first for name, first in fit.first_rows.items())
    if n < 2:
        left_out = ", without position 0" if fit.first_row else ""
        raise BadFit(
            f"The basis {fit.name!r} needs two rows or more to be fitted on; this model has {n} of "
            f"{fit.fitted_on}{left_out}. A model this small has no principal components to show."
        )
