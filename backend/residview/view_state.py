"""The view state: all that a permalink restores, and nothing that hovers or loads.

A version, once released, opens for ever: to change what a state means, add a version and a step in `upgrade`.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat

from residview.errors import NewerViewState
from residview.vocabulary import Aspect, ColorBy, Side, Stage, Theme, TokenClass

CURRENT_VERSION = 3

# Adding zero makes one of the two zeros: what is equal must be stored alike.
Coordinate = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6), AfterValidator(lambda value: value + 0.0)]
Component = Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
DirectionName = Annotated[str, Field(pattern=r"^d-[0-9a-z]{10}$", examples=["d-k3w9q2hd7m"])]
SumsName = Annotated[str, Field(pattern=r"^s-[0-9a-z]{10}$", examples=["s-k3w9q2hd7m"])]
Switch = Annotated[bool, Field(strict=True)]
Index = Annotated[int, Field(ge=0, le=2_000_000_000, strict=True)]


def id_runs(ids: str) -> list[tuple[int, int]]:
    """The runs (first, last) in a text of ascending ids: "3-7,12" is [(3, 7), (12, 12)]."""
    runs: list[tuple[int, int]] = []
    for part in ids.split(","):
        first, _, last = part.partition("-")
        run = (int(first), int(last or first))
        if run[1] < run[0] or (runs and run[0] <= runs[-1][1]):
            raise ValueError(f"ids must ascend, each named once; {part!r} does not go up")
        runs.append(run)
    return runs


def _ascending(ids: str) -> str:
    id_runs(ids)
    return ids


#: Ids in ascending order, runs as "first-last": "3-7,12".
IdRanges = Annotated[
    str,
    Field(pattern=r"^[0-9]{1,10}(-[0-9]{1,10})?(,[0-9]{1,10}(-[0-9]{1,10})?)*$", max_length=40_000),
    AfterValidator(_ascending),
]
PointSetName = Annotated[str, Field(min_length=1, max_length=100)]


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Vector3(Closed):
    x: Coordinate
    y: Coordinate
    z: Coordinate


class Camera(Closed):
    """Plotly's `scene.camera`, in units of the scene's box."""

    eye: Vector3 = Vector3(x=1.3, y=1.08, z=0.6)
    center: Vector3 = Vector3(x=0, y=0, z=0)
    up: Vector3 = Vector3(x=0, y=0, z=1)


Axis = Component | DirectionName


class Axes(Closed):
    """What lies on each axis: a component of the basis, counted from 1, or a direction by its name."""

    x: Axis = 1
    y: Axis = 2
    z: Axis = 3


class Show(Closed):
    """What is drawn."""

    positions: Switch = True
    tokens: Switch = True
    unembedding: Switch = False
    path: Switch = Field(default=True, description="the line through the positions in order")
    marks: Switch = Field(default=True, description="numbers at a few positions")
    neighbors: Switch = Field(default=True, description="lines from the focus to its neighbours, true and apparent")


class Color(Closed):
    """What the colours tell."""

    by: ColorBy = ColorBy.KIND
    component: Component = Field(default=1, description="the component, where `by` is `component`")
    hidden: list[TokenClass] = Field(
        default_factory=list, max_length=len(TokenClass), description="token classes switched off"
    )
    fade: Switch = Field(default=False, description="points fade by how little of them the three axes hold")


class Point(Closed):
    """One point, by its point set and its id."""

    point_set: PointSetName
    id: Index


class Selection(Closed):
    """Points picked out, of one point set."""

    point_set: PointSetName
    ids: IdRanges


class ViewState(Closed):
    """What the embedding page shows."""

    version: Literal[3] = 3
    page: Literal["embeddings"] = "embeddings"
    model: str = Field(min_length=1, max_length=100, examples=["demo"])
    basis: str = Field(min_length=1, max_length=100, examples=["positions"])
    positions: PointSetName = Field(
        default="positions",
        description="the point set drawn as positions: the table, or mean residuals per position (`positions@…`)",
        examples=["positions@2.resid_pre@held-out"],
    )
    axes: Axes = Axes()
    show: Show = Show()
    sums: SumsName | None = Field(default=None, description="token + position sums of a prompt, drawn too")
    color: Color = Color()
    focus: Point | None = Field(default=None, description="the point whose neighbours are looked at")
    selection: Selection | None = None
    stage: Stage = Stage.SCENE
    side: Side = Side.CLOSED
    k: Component = Field(default=3, description="how many components the measures are of")
    size: FiniteFloat = Field(default=1.0, ge=0.25, le=4, description="point size, as a multiple of the usual one")
    theme: Theme = Theme.DARK
    aspect: Aspect = Aspect.CUBE
    camera: Camera = Camera()


def upgrade(raw: dict[str, Any]) -> dict[str, Any]:
    """A stored state of any earlier version as the current one; a later one is refused by name."""
    version = raw.get("version", CURRENT_VERSION)
    if type(version) is not int:
        return raw
    if version > CURRENT_VERSION:
        raise NewerViewState(version, CURRENT_VERSION)
    # Versions 2 and 3 only added fields, and what their defaults draw is what version 1 drew.
    return {"page": "embeddings", **raw, "version": CURRENT_VERSION}


def read(stored: dict[str, Any]) -> ViewState:
    """A state as it was stored, whatever its version."""
    return ViewState.model_validate(upgrade(stored))
