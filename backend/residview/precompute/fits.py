"""Which rows a basis is fitted on, and how: the recorded choices, and the name they give the basis."""

from dataclasses import dataclass

from residview.errors import BadFit
from residview.vocabulary import PointSet

#: Components kept of a basis fitted on tokens; of one fitted on positions, all are.
TOKEN_COMPONENTS = 64


@dataclass(frozen=True)
class Fit:
    """Fitted on the rows of a point set from `first_row` on, around their mean or around the origin."""

    fitted_on: PointSet
    first_row: int = 0
    centered: bool = True

    @property
    def name(self) -> str:
        """`positions`, `positions-with-0`, `positions-raw`, `positions-raw-with-0`, `tokens`, `tokens-raw`."""
        with_0 = self.fitted_on is PointSet.POSITIONS and self.first_row == 0
        return f"{self.fitted_on}{'' if self.centered else '-raw'}{'-with-0' if with_0 else ''}"

    @property
    def n_components(self) -> int | None:
        """How many to keep; None for all there are."""
        return TOKEN_COMPONENTS if self.fitted_on is PointSet.TOKENS else None


_CHOICES = {
    fit.name: fit
    for centered in (True, False)
    for fit in (
        Fit(PointSet.POSITIONS, 1, centered),
        Fit(PointSet.POSITIONS, 0, centered),
        Fit(PointSet.TOKENS, 0, centered),
    )
}
FIT_NAMES = tuple(_CHOICES)
DEFAULT_FITS = (_CHOICES["positions"], _CHOICES["tokens"])


def fit_named(name: str) -> Fit:
    if name not in _CHOICES:
        raise BadFit(f"There is no fit {name!r}. Known: {', '.join(FIT_NAMES)}.")
    return _CHOICES[name]
