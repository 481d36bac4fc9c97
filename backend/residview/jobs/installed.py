"""Whether models can be run here."""

import importlib.util

from residview.errors import ModelsNotInstalled

_NEEDED = ("torch", "transformer_lens")


def can_run_models() -> bool:
    """Looked up, not imported: that takes seconds."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def require_models() -> None:
    """Raises ModelsNotInstalled."""
    if not can_run_models():
        raise ModelsNotInstalled(
            "A worker runs models, and torch or TransformerLens is not installed. In a clone run `make models`, "
            "elsewhere install `residview[models]`."
        )
