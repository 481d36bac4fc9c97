"""What is shown and how it came about, in words: as the line under the page's scene (figures/provenance.ts)."""

from residview.store.tables import Basis, Model
from residview.view_state import Axes, ViewState
from residview.vocabulary import FittedOn

_METHODS = {"pca": "PCA"}
_WITH_POSITIONS = (FittedOn.POSITIONS, FittedOn.BOTH)


def percent(share: float) -> str:
    """One decimal, more where one would read as nothing."""
    value = 100 * share
    if not value > 0:
        return "0 %"
    if value < 0.001:
        return "< 0.001 %"
    return f"{value:.{3 if value < 0.01 else 2 if value < 0.1 else 1}f} %"


def basis_title(basis: Basis) -> str:
    """What tells this basis from the others of its model: only choices that are not the usual ones."""
    choices = [
        *(["position 0 too"] if basis.fitted_on in _WITH_POSITIONS and basis.first_row == 0 else []),
        *([] if basis.centered else ["not centred"]),
        *(["scaled"] if basis.scaled else []),
    ]
    fitted_on = "positions and tokens" if basis.fitted_on == FittedOn.BOTH else basis.fitted_on
    return ", ".join([f"fitted on {fitted_on}", *choices])


def fit_text(basis: Basis) -> str:
    """The same words as on the page: tests/golden/bases_in_words.json holds both to them."""
    method = _METHODS.get(basis.method, basis.method)
    scaled = ", scaled to unit variance" if basis.scaled else ""
    return f"{method} of {_rows_text(basis)}, {'' if basis.centered else 'not '}centred{scaled}"


def _rows_text(basis: Basis) -> str:
    first, n = basis.first_row, basis.n_rows
    if basis.fitted_on == FittedOn.POSITIONS and n:
        rows = f"positions {first:,}–{first + n - 1:,}"
    elif basis.fitted_on == FittedOn.BOTH:
        rows = f"{n:,} rows, positions and tokens"
    else:
        return f"{n:,} {basis.fitted_on}"
    return rows if first == 0 else f"{rows}, {'position 0' if first == 1 else f'positions 0–{first - 1:,}'} left out"


def axis_title(axis: int | str) -> str:
    return f"PC{axis}" if isinstance(axis, int) else axis


def axes_text(axes: Axes, basis: Basis) -> str:
    def one(axis: int | str) -> str:
        if isinstance(axis, int) and axis <= len(basis.variance_shares):
            return f"{axis_title(axis)} {percent(basis.variance_shares[axis - 1])}"
        return axis_title(axis)

    return f"axes {', '.join(one(axis) for _, axis in axes)}"


def lines(state: ViewState, model: Model, basis: Basis) -> tuple[str, str, str]:
    """Which weights, which fit, which axes."""
    return (f"{model.name} · rev {model.revision[:8]}", fit_text(basis), axes_text(state.axes, basis))
