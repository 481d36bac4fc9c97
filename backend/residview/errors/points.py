"""Points, bases and directions that are not there or cannot be had."""

from collections.abc import Iterable

from residview.errors.base import NotFound, ResidviewError, having


class BadRange(ResidviewError):
    status = 422
    slug = "bad-range"
    title = "Impossible range"


class BadPattern(ResidviewError):
    """A search that cannot be made."""

    status = 422
    slug = "bad-pattern"
    title = "Unusable search"


class BadText(ResidviewError):
    """A text that has no token + position sums in this model."""

    status = 422
    slug = "bad-text"
    title = "Unusable text"


class NoDirection(ResidviewError):
    """Something of length 0: it points nowhere, so it has no cosine and is no direction."""

    status = 422
    slug = "no-direction"
    title = "No direction"


class BadPoints(ResidviewError):
    """Points that cannot be compared or averaged."""

    status = 422
    slug = "bad-points"
    title = "Unusable points"


class UnknownBasis(NotFound):
    slug = "unknown-basis"
    title = "Unknown basis"

    def __init__(self, of: str, name: str, known: Iterable[str], what: str = "model") -> None:
        super().__init__(f"The {what} {of!r} has no basis {name!r}. {having(known, 'Its bases')}")


class UnknownPointSet(NotFound):
    slug = "unknown-point-set"
    title = "Unknown point set"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"The model {model!r} has no point set {name!r}. {having(known, 'Its point sets')}")


class UnknownDirection(NotFound):
    slug = "unknown-direction"
    title = "Unknown direction"

    def __init__(self, model: str, name: str) -> None:
        super().__init__(
            f"There is no direction {name!r} of the model {model!r} here. Directions are made of points: POST them "
            f"to /api/v1/models/{model}/directions."
        )


class UnknownSums(NotFound):
    slug = "unknown-sums"
    title = "Unknown sums"

    def __init__(self, model: str, name: str) -> None:
        super().__init__(
            f"There are no sums {name!r} of the model {model!r} here. Sums are made of a text: POST it to "
            f"/api/v1/models/{model}/sums."
        )


class NotMeasured(NotFound):
    """What an earlier version did not measure yet."""

    slug = "not-measured"
    title = "Not measured yet"

    def __init__(self, model: str, what: str) -> None:
        super().__init__(
            f"{what} not measured when the model {model!r} was added by an earlier Residview. Run `residview add` "
            "with its directory once more (for the demo model `residview demo`); that brings it up to date."
        )


class NothingToCompare(NotFound):
    """A measure of two point sets, of which the model has one."""

    slug = "nothing-to-compare"
    title = "Nothing to compare"
