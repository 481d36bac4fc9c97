"""Prompts, captures and edits that cannot be made."""

from collections.abc import Iterable

from residview.errors.base import NotFound, ResidviewError, having


class BadPrompt(ResidviewError):
    """Ids that a model cannot be run on."""

    status = 422
    slug = "bad-prompt"
    title = "Unusable prompt"


class BadPrompts(ResidviewError):
    """A file or a data set that holds no prompts for a model."""

    status = 422
    slug = "bad-prompts"
    title = "Unusable prompts"


class BadEdit(ResidviewError):
    """An intervention that this model, or this prompt, does not allow."""

    status = 422
    slug = "bad-edit"
    title = "Impossible intervention"


class BadDirection(ResidviewError):
    """Numbers that are no direction of this model."""

    status = 422
    slug = "bad-direction"
    title = "Unusable direction"


class CaptureUnfinished(ResidviewError):
    status = 409
    slug = "capture-unfinished"
    title = "Capture not finished"

    def __init__(self, name: str, run: str) -> None:
        super().__init__(f"The capture {name!r} is not finished; its run {run!r} tells how far it is.")


class CaptureTooLarge(ResidviewError):
    status = 422
    slug = "capture-too-large"
    title = "Capture too large"


class UnknownSite(NotFound):
    """A place in the network that a model does not have."""

    slug = "unknown-site"
    title = "Unknown site"


class UnknownCapture(NotFound):
    slug = "unknown-capture"
    title = "Unknown capture"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no capture {name!r} of the model {model!r} here. {having(known, 'Its captures')}")


class UnknownPromptSet(NotFound):
    slug = "unknown-prompt-set"
    title = "Unknown prompts"

    def __init__(self, model: str, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There are no prompts {name!r} of the model {model!r} here. {having(known, 'Its public prompts')}"
        )
