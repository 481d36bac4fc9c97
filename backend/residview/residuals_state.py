"""The view state of the residuals page; versions are those of `view_state`."""

from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from residview.view_state import Camera, Closed, Component, DirectionName, Index
from residview.vocabulary import Aspect, Reading, ResidualColor, ResidualSide, ResidualStage, Theme

SavedName = Annotated[str, Field(pattern=r"^v-[0-9a-z]{10}$", examples=["v-k3w9q2hd7m"])]
CaptureName = Annotated[str, Field(pattern=r"^c-[0-9a-z]{10}$", examples=["c-k3w9q2hd7m"])]
SiteName = Annotated[
    str,
    Field(
        pattern=r"^[0-9]{1,4}\.[a-z_]{1,20}(\.[0-9]{1,4})?$",
        description="layer, part and head",
        examples=["2.resid_pre", "1.z.3"],
    ),
]


class Weight(Closed):
    """How much of a component is in a mix."""

    component: Component
    weight: FiniteFloat = Field(ge=-1e3, le=1e3)


class TokenOf(Closed):
    """A token of a capture: its prompt and its place in it, both from 0."""

    prompt: Index
    position: Index


class ResidualAxes(Closed):
    x: Component = 1
    y: Component = 2
    z: Component = 3


class ResidualsState(Closed):
    """What the residuals page shows."""

    version: Literal[3] = 3
    page: Literal["residuals"]
    model: str = Field(min_length=1, max_length=100, examples=["demo"])
    capture: CaptureName
    site: SiteName = Field(description="layer, part and head", examples=["2.resid_pre", "1.z.3"])
    basis: str = Field(
        default="pca",
        min_length=1,
        max_length=100,
        description="principal components of the site (`pca`, `pca-with-0`, `pca-scaled`, …) or a basis of the model",
    )
    direction: Component | SavedName | DirectionName | Annotated[list[Weight], Field(min_length=1, max_length=64)] = (
        Field(default=1, description="a component, a direction by name, or a mix of components")
    )
    reading: Reading = Reading.DOT
    first: Index = Field(default=0, description="the first prompt on the page")
    focus: TokenOf | None = None
    stage: ResidualStage = ResidualStage.PROMPTS
    side: ResidualSide = ResidualSide.SCATTER
    axes: ResidualAxes = ResidualAxes()
    color: ResidualColor = ResidualColor.DIRECTION
    size: FiniteFloat = Field(default=1.0, ge=0.25, le=4)
    theme: Theme = Theme.DARK
    aspect: Aspect = Aspect.CUBE
    camera: Camera = Camera()
