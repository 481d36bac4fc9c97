"""A view state of either page, by what it says of itself."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidatorFunctionWrapHandler, WrapValidator

from residview import view_state
from residview.residuals_state import ResidualsState
from residview.view_state import ViewState

_PAGES: dict[str, type[ViewState | ResidualsState]] = {"embeddings": ViewState, "residuals": ResidualsState}


def _of_its_page(raw: Any, either: ValidatorFunctionWrapHandler) -> Any:
    """Read by the model of its page: what is wrong is said of `state.axes.x`, not of `state.embeddings.axes.x`."""
    if isinstance(raw, ViewState | ResidualsState):
        return raw
    if not isinstance(raw, dict):
        return ViewState.model_validate(raw)
    upgraded = view_state.upgrade(raw)
    page = upgraded.get("page", "embeddings")
    known = isinstance(page, str) and page in _PAGES
    return _PAGES[page].model_validate(upgraded) if known else either(upgraded)


AnyState = Annotated[ViewState | ResidualsState, Field(discriminator="page"), WrapValidator(_of_its_page)]

_ANY: TypeAdapter[ViewState | ResidualsState] = TypeAdapter(AnyState)


def read(stored: dict[str, Any]) -> ViewState | ResidualsState:
    """A state as it was stored, whatever its version."""
    return _ANY.validate_python(stored)
