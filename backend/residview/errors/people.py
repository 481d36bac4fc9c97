"""What people may not do, and what is not theirs."""

from residview.errors.base import NotFound, ResidviewError


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


class OwnVote(ResidviewError):
    status = 403
    slug = "own-vote"
    title = "One's own"

    def __init__(self) -> None:
        super().__init__("This is your own description; votes on it are for others. Change it, or take it back.")


class NameTaken(ResidviewError):
    status = 409
    slug = "name-taken"
    title = "Name taken"


class HasName(ResidviewError):
    """A second name for one browser, which would lose its hold on the first."""

    status = 409
    slug = "has-name"
    title = "Has a name"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"This browser holds the name {name!r} already. Let go of it first; with its recovery key it can be taken "
            "up again."
        )


class WrongKey(ResidviewError):
    status = 403
    slug = "wrong-key"
    title = "Wrong recovery key"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no name {name!r} with this recovery key. Check both for a missing character; the key has 28 "
            "letters and digits, and spaces, dashes and capitals do not count."
        )


class FromElsewhere(ResidviewError):
    status = 403
    slug = "from-elsewhere"
    title = "From another site"


class TooOften(ResidviewError):
    status = 429
    slug = "too-often"
    title = "Too often"

    def __init__(self, what: str, most: int, retry_after: int) -> None:
        super().__init__(f"More than {most} {what} in a minute came from here. Try again in {retry_after} s.")
        self.retry_after = retry_after


class UnknownSaved(NotFound):
    slug = "unknown-direction"
    title = "Unknown direction"

    def __init__(self, model: str, name: str) -> None:
        super().__init__(
            f"There is no saved direction {name!r} of the model {model!r} here. Check it for a missing character, or "
            f"look it up at /api/v1/models/{model}/saved-directions."
        )


class UnknownDescription(NotFound):
    slug = "unknown-description"
    title = "Unknown description"

    def __init__(self, id_: int) -> None:
        super().__init__(f"There is no description {id_} here; its author may have taken it back.")
