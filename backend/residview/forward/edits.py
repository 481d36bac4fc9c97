"""What can be changed at a site of a network, or of a head, while a prompt runs.

Positions count tokens of the prompt from 0. `None` stands for every token, also for those that a continuation adds;
listed positions stay as they are while it grows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from residview.errors import BadEdit, NoDirection
from residview.forward.capture import capture
from residview.forward.hooks import Site, site_named
from residview.forward.opened import Hook, OpenModel
from residview.vocabulary import Part

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Add:
    """strength · vector (d,) on top of each row, in the stream's units."""

    site: str
    positions: Sequence[int] | None
    vector: Array
    strength: float
    kind: Literal["add"] = field(default="add", init=False)

    def hook(self, model: OpenModel, n: int) -> Hook:
        site = site_named(model, self.site)
        step = (_numbers(self.vector, site) * _finite(self.strength, "strength")).float()
        return _edited(site, _where(self.positions, n), lambda rows: rows + step)


@dataclass(frozen=True, eq=False)
class Remove:
    """Each row without its component along a vector (d,): r - (r · u) u, where u is the unit vector."""

    site: str
    positions: Sequence[int] | None
    vector: Array
    kind: Literal["remove"] = field(default="remove", init=False)

    def hook(self, model: OpenModel, n: int) -> Hook:
        return SetComponent(self.site, self.positions, self.vector, 0.0).hook(model, n)


@dataclass(frozen=True, eq=False)
class SetComponent:
    """Each row with `value`, in the stream's units, for its component along a vector (d,): r + (value - r · u) u."""

    site: str
    positions: Sequence[int] | None
    vector: Array
    value: float
    kind: Literal["set"] = field(default="set", init=False)

    def hook(self, model: OpenModel, n: int) -> Hook:
        site = site_named(model, self.site)
        vector, value = _numbers(self.vector, site), _finite(self.value, "value")
        if not vector.any():
            raise NoDirection("The vector has length 0, so it points nowhere. Choose another.")
        unit = vector / vector.norm()

        def change(rows: Tensor) -> Tensor:
            # In float64, so that what is left of the old component is the rounding of a row to float32.
            exact = rows.double()
            return (exact + torch.outer(value - exact @ unit, unit)).float()

        return _edited(site, _where(self.positions, n), change)


@dataclass(frozen=True, eq=False)
class Transplant:
    """A vector (d,), as `vector_at` reads it from another prompt, in the place of one row."""

    site: str
    to_position: int
    vector: Array
    kind: Literal["transplant"] = field(default="transplant", init=False)

    def hook(self, model: OpenModel, n: int) -> Hook:
        site = site_named(model, self.site)
        row = _numbers(self.vector, site).float()
        return _edited(site, _where([self.to_position], n), row.expand_as)


@dataclass(frozen=True, eq=False)
class AblateHead:
    """A head that writes nothing (`zero`), or at each token what it writes to the prompt's tokens on average (`mean`).

    Done at its z, of which what it writes is a linear function; the bias of the attention is no head's and stays.
    """

    layer: int
    head: int
    how: Literal["zero", "mean"]
    kind: Literal["head"] = field(default="head", init=False)

    def hook(self, model: OpenModel, n: int) -> Hook:
        site = site_named(model, f"{self.layer}.{Part.Z}.{self.head}")
        if self.how == "zero":
            return _edited(site, slice(None), torch.zeros_like)
        return _edited(site, slice(None), lambda rows: rows[:n].mean(0).expand_as(rows))


SiteEdit: TypeAlias = Add | Remove | SetComponent | Transplant | AblateHead


def vector_at(model: OpenModel, ids: Sequence[int], site: str, position: int) -> NDArray[np.float32]:
    """What a prompt has at a site and position, (d,): to be transplanted into another."""
    _check_position(position, len(ids))
    (captured,) = capture(model, [ids], [site_named(model, site)])
    (rows,) = captured.activations.values()
    row: NDArray[np.float32] = rows[position]
    return row


def _edited(site: Site, where: list[int] | slice, change: Callable[[Tensor], Tensor]) -> Hook:
    """A change of rows (m, d), float32, at these positions of a prompt that runs alone."""

    def edit(tensor: Tensor, hook: object) -> Tensor:  # noqa: ARG001 (TransformerLens passes it by name)
        edited = tensor.clone()
        rows = edited[0] if site.head is None else edited[0, :, site.head]
        rows[where] = change(rows[where])
        return edited

    return site.hook, edit


def _where(positions: Sequence[int] | None, n: int) -> list[int] | slice:
    if positions is None:
        return slice(None)
    if not len(positions):
        raise BadEdit("The list of positions is empty. Name at least one, or leave the list out to mean all.")
    for position in positions:
        _check_position(position, n)
    return [int(each) for each in positions]


def _check_position(position: int, n: int) -> None:
    if not 0 <= position < n:
        raise BadEdit(f"There is no position {position}: the prompt's are 0 to {n - 1}.")


def _numbers(vector: Array, site: Site) -> Tensor:
    """A vector (d,) in float64. Raises BadEdit where it cannot be one of the site's rows."""
    if np.shape(vector) != (site.d,):
        raise BadEdit(
            f"The vector has shape {list(np.shape(vector))}, rows at {site.name} have {site.d:,} numbers. Take one "
            "from a site of the same width."
        )
    if not np.isfinite(vector).all():
        raise BadEdit("The vector holds NaN or infinite values.")
    return torch.from_numpy(np.array(vector, dtype=np.float64))


def _finite(value: float, what: str) -> float:
    if not np.isfinite(value):
        raise BadEdit(f"The {what} is {value}. Give a finite number.")
    return value
