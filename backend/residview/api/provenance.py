"""What is shown and how it came about, in words: as the line under the page's scene (figures/provenance.ts)."""

from residview.residuals_state import ResidualsState, Weight
from residview.store.tables import Basis, Model
from residview.store.tables_runs import Capture, PromptSet, SiteBasis
from residview.view_state import Axes, ViewState
from residview.vocabulary import FittedOn, Reading

_READINGS = {Reading.DOT: "dot product", Reading.CENTERED: "dot product from the mean", Reading.COSINE: "cosine"}
# As many as a line holds.
_WEIGHTS_TOLD = 4
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


def site_text(name: str) -> str:
    """A site in words: its layer, its part, its head."""
    layer, part, *head = name.split(".")
    return f"layer {layer}, {part}{f', head {head[0]}' if head else ''}"


def number(value: float) -> str:
    """Three digits, with a minus sign."""
    return f"{value:.3g}".replace("-", "−")


def direction_text(direction: int | str | list[Weight]) -> str:
    if not isinstance(direction, list):
        return axis_title(direction)
    told = [f"{number(each.weight)} PC{each.component}" for each in direction[:_WEIGHTS_TOLD]]
    more = len(direction) - len(told)
    return " + ".join([*told, *([f"{more} more"] if more else [])]).replace("+ −", "− ")


def residual_lines(
    state: ResidualsState, model: Model, capture: Capture, prompts: PromptSet, basis: Basis | SiteBasis
) -> tuple[str, str, str, str]:
    """Which weights, which residuals, which fit, which direction."""
    along = f"read along {direction_text(state.direction)} ({_READINGS[state.reading]})"
    shown = f"{capture.n_shown:,} of {capture.n_prompts:,} prompts"
    return (
        f"{model.name} · rev {model.revision[:8]}",
        f"residuals at {site_text(state.site)}: {shown}, {prompts.title}",
        f"basis {basis.name}, fitted on {basis.n_rows:,} rows",
        f"{along}, axes {', '.join(axis_title(axis) for _, axis in state.axes)}",
    )
