"""Models that cannot be read, fitted or run."""

from collections.abc import Iterable

from residview.errors.base import NotFound, ResidviewError, having


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


class ModelNotRunnable(ResidviewError):
    """A directory whose tables can be read, but which cannot be run."""

    status = 422
    slug = "model-not-runnable"
    title = "Model does not run"


class ModelFilesGone(ResidviewError):
    """Weights that were added here and cannot be run: their files have gone or changed."""

    status = 409
    slug = "model-files-gone"
    title = "Model files gone"


class ModelsNotInstalled(ResidviewError):
    status = 503
    slug = "models-not-installed"
    title = "Nothing to run models with"


class NoLens(ResidviewError):
    """A model without a head that tells what a residual predicts."""

    status = 422
    slug = "no-lens"
    title = "Nothing to read predictions with"


class UnknownModel(NotFound):
    slug = "unknown-model"
    title = "Unknown model"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no model {name!r} here. {having(known, 'Models on this server')}")
