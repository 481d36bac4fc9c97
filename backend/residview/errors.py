"""Failures that are expected: each says what was wrong, with which value, and what to do.

The API renders them as `application/problem+json`, the command line as one sentence. Anything else is a bug.
"""

from collections.abc import Iterable


class ResidviewError(Exception):
    """An expected failure; `status` is what HTTP calls it."""

    status = 400
    slug = "bad-request"
    title = "Bad request"
    #: Seconds after which to try again, where that may help.
    retry_after = 5


class BadModelDirectory(ResidviewError):
    """A directory that cannot be read as a model."""

    status = 422
    slug = "bad-model-directory"
    title = "Not a model directory"


class BadWeights(ResidviewError):
    """Weights that cannot be shown truthfully."""

    status = 422
    slug = "bad-weights"
    title = "Unusable weights"


class BadFit(ResidviewError):
    """A fit that these rows do not allow."""

    status = 422
    slug = "bad-fit"
    title = "Impossible fit"


class TooManyFits(ResidviewError):
    status = 503
    slug = "too-many-fits"
    title = "Too many fits at once"


class ModelExists(ResidviewError):
    status = 409
    slug = "model-exists"
    title = "Model exists"


class StaleChecksum(ResidviewError):
    status = 409
    slug = "stale-checksum"
    title = "Changed since"


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


class ModelOutdated(ResidviewError):
    """A model that an earlier version added, without something that is asked of it now."""

    status = 409
    slug = "model-outdated"
    title = "Model added by an earlier version"

    def __init__(self, model: str, what: str) -> None:
        super().__init__(
            f"The model {model!r} was added by an earlier version of Residview, which did not store {what}. "
            "Run `residview add` on its directory again: it adds what is missing."
        )


class NewerViewState(ResidviewError):
    status = 422
    slug = "newer-view-state"
    title = "View state of a newer version"

    def __init__(self, version: int, current: int) -> None:
        super().__init__(
            f"This view state has version {version}; this server reads versions up to {current}. "
            "Open it on a server with a newer Residview, or upgrade this one."
        )


class BodyTooLarge(ResidviewError):
    status = 413
    slug = "body-too-large"
    title = "Body too large"


class SchemaOutdated(ResidviewError):
    status = 503
    slug = "schema-outdated"
    title = "Database schema out of date"


class DatabaseUnavailable(ResidviewError):
    status = 503
    slug = "database-unavailable"
    title = "Database unavailable"


def _known(names: Iterable[str], what: str) -> str:
    listed = ", ".join(sorted(names))
    return f"{what}: {listed}." if listed else f"{what}: none yet."


class NotFound(ResidviewError):
    status = 404
    slug = "not-found"
    title = "Not found"


class UnknownModel(NotFound):
    slug = "unknown-model"
    title = "Unknown model"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no model {name!r} here. {_known(known, 'Models on this server')}")


class UnknownBasis(NotFound):
    slug = "unknown-basis"
    title = "Unknown basis"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"The model {model!r} has no basis {name!r}. {_known(known, 'Its bases')}")


class UnknownPointSet(NotFound):
    slug = "unknown-point-set"
    title = "Unknown point set"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"The model {model!r} has no point set {name!r}. {_known(known, 'Its point sets')}")


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


class UnknownPermalink(NotFound):
    slug = "unknown-permalink"
    title = "Unknown link"

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"There is no link {slug!r} on this server. Check it for a missing character, "
            "or ask whoever sent it which server it was made on."
        )


class NeedsName(ResidviewError):
    status = 401
    slug = "needs-name"
    title = "A name is needed"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is kept under a name, and this browser has none yet. Take one: no password is asked."
        )


class NotYours(ResidviewError):
    status = 403
    slug = "not-yours"
    title = "Another's"


class NameTaken(ResidviewError):
    status = 409
    slug = "name-taken"
    title = "Name taken"


class QueueFull(ResidviewError):
    status = 429
    slug = "queue-full"
    title = "Too much work at once"

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(
            f"{waiting} runs wait already, the most that this server takes. Try again in {retry_after} s."
        )
        self.retry_after = retry_after


class TooOften(ResidviewError):
    status = 429
    slug = "too-often"
    title = "Too often"


class BadPrompt(ResidviewError):
    """A prompt that the model cannot read."""

    status = 422
    slug = "bad-prompt"
    title = "Unusable prompt"


class BadDirection(ResidviewError):
    """Numbers that are no direction of this model."""

    status = 422
    slug = "bad-direction"
    title = "Unusable direction"


class UnknownCapture(NotFound):
    slug = "unknown-capture"
    title = "Unknown capture"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no capture {name!r} of the model {model!r} here. {_known(known, 'Its captures')}")


class UnknownPromptSet(NotFound):
    slug = "unknown-prompt-set"
    title = "Unknown prompts"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There are no prompts {name!r} of the model {model!r} here. {_known(known, 'Its public prompts')}"
        )


class UnknownRun(NotFound):
    slug = "unknown-run"
    title = "Unknown run"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no run {name!r} on this server. Check it for a missing character.")
