"""The view state: all that a permalink restores, and nothing that hovers or loads.

A version, once released, opens for ever: to change what a state means, add a version and a step in `upgrade`.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from residview.errors import NewerViewState
from residview.vocabulary import Aspect, Theme

CURRENT_VERSION = 1

Coordinate = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]
Component = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
Switch = Annotated[bool, Field(strict=True)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Vector3(_Closed):
    x: Coordinate
    y: Coordinate
    z: Coordinate


class Camera(_Closed):
    """Plotly's `scene.camera`, in units of the scene's box."""

    eye: Vector3 = Vector3(x=1.3, y=1.08, z=0.6)
    center: Vector3 = Vector3(x=0, y=0, z=0)
    up: Vector3 = Vector3(x=0, y=0, z=1)


class Axes(_Closed):
    """Which component of the basis lies on each axis; components count from 1."""

    x: Component = 1
    y: Component = 2
    z: Component = 3


class Show(_Closed):
    """What is drawn."""

    positions: Switch = True
    tokens: Switch = True
    path: Switch = Field(default=True, description="the line through the positions in order")
    marks: Switch = Field(default=True, description="numbers at a few positions")


class ViewState(_Closed):
    """What the embedding page shows."""

    version: Literal[1] = 1
    model: str = Field(min_length=1, max_length=100, examples=["demo"])
    basis: str = Field(min_length=1, max_length=100, examples=["positions"])
    axes: Axes = Axes()
    show: Show = Show()
    theme: Theme = Theme.DARK
    aspect: Aspect = Aspect.CUBE
    camera: Camera = Camera()


def upgrade(raw: dict[str, Any]) -> dict[str, Any]:
    """A stored state of any earlier version as the current one; a later one is refused by name."""
    version = raw.get("version", CURRENT_VERSION)
    if isinstance(version, int) and version > CURRENT_VERSION:
        raise NewerViewState(version, CURRENT_VERSION)
    return raw
