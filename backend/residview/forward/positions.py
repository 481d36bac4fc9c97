"""What can be changed of a learned positional embedding: which position each token has, and what a position's row is.

Token t of a sequence has position t and gets row t of the table. Edits of either kind follow one another in the order
they are listed; tokens that a continuation adds are treated as the prompt's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from residview.errors import BadEdit
from residview.forward.opened import Hook, OpenModel
from residview.numerics.moments import Matrix, Moments, Vector
from residview.numerics.pca import fit

Positions = NDArray[np.int64]

_HOOK = "hook_pos_embed"
_INSTEAD = {
    "rotary": "it turns queries and keys by angles that grow with position (rotary embedding), in every layer",
    "alibi": "each head lowers its attention by distance (ALiBi)",
}
#: How far rows of float32 components may be from orthonormal.
_ORTHONORMAL = 1e-4


class PositionEdit:
    """A change of positions or of their table; each kind does one of them."""

    def check(self, n: int) -> None:
        """Raises BadEdit where it does not fit a prompt of `n` tokens."""

    def positions(self, positions: Positions) -> Positions:
        """Which position each token has, (n,), where so far it was `positions`."""
        return positions

    def table(self, table: Matrix) -> Matrix:
        """The row of each position, (n_ctx, d). Raises BadEdit where the edit does not fit the table."""
        return table


@dataclass(frozen=True, eq=False)
class ReplacePositions(PositionEdit):
    """The position of each token, for permuting, repeating, or putting all tokens at one position.

    `ids` may go on beyond the prompt; where it ends, tokens keep the position they had.
    """

    ids: Sequence[int]
    kind: Literal["place"] = field(default="place", init=False)

    def check(self, n: int) -> None:
        if len(self.ids) < n:
            raise BadEdit(f"{len(self.ids)} positions are given for {n} tokens. Give one for each.")

    def positions(self, positions: Positions) -> Positions:
        return np.concatenate([np.asarray(self.ids, np.int64)[: len(positions)], positions[len(self.ids) :]])


@dataclass(frozen=True, eq=False)
class ShiftPositions(PositionEdit):
    """Every token `by` positions later, or earlier where it is negative."""

    by: int
    kind: Literal["shift"] = field(default="shift", init=False)

    def positions(self, positions: Positions) -> Positions:
        return positions + self.by


@dataclass(frozen=True, eq=False)
class AveragePositions(PositionEdit):
    """For each row the mean of its group: of positions 0 to size - 1, size to 2 size - 1, and so on."""

    size: int
    kind: Literal["average"] = field(default="average", init=False)

    def table(self, table: Matrix) -> Matrix:
        if not 1 <= self.size <= len(table):
            raise BadEdit(f"Groups of {self.size} positions cannot be made: give 1 to {len(table):,}.")
        groups = [table[start : start + self.size] for start in range(0, len(table), self.size)]
        return np.concatenate([np.broadcast_to(group.mean(0), group.shape) for group in groups])


@dataclass(frozen=True, eq=False)
class ProjectPositions(PositionEdit):
    """For each row c + (row - c) Bᵀ B: only what lies in a subspace through a centre c is kept.

    Either the `k` leading principal components of the model's table about its mean (none: the mean alone), or the
    orthonormal rows of `basis` (k, d) about `centre` (d,).
    """

    k: int | None = None
    basis: NDArray[np.floating[Any]] | None = None
    centre: NDArray[np.floating[Any]] | None = None
    kind: Literal["rank"] = field(default="rank", init=False)

    def table(self, table: Matrix) -> Matrix:
        basis, centre = self._subspace(table)
        return centre + (table - centre) @ basis.T @ basis

    def _subspace(self, table: Matrix) -> tuple[Matrix, Vector]:
        d = table.shape[1]
        if self.k is not None and self.basis is None and self.centre is None:
            if not 0 <= self.k <= d:
                raise BadEdit(f"{self.k} components cannot be kept: give 0 to {d:,}.")
            found = fit(Moments.of(table), centered=True, n_components=self.k)
            return found.components, found.center
        if self.k is not None or self.basis is None or self.centre is None:
            raise BadEdit("A projection of positions takes either k, or a basis and a centre.")
        if self.basis.ndim != 2 or self.basis.shape[1] != d or self.centre.shape != (d,):
            raise BadEdit(
                f"The basis has shape {list(self.basis.shape)} and the centre {list(self.centre.shape)}; positions "
                f"have {d:,} numbers."
            )
        basis = self.basis.astype(np.float64)
        if not np.allclose(basis @ basis.T, np.eye(len(basis)), atol=_ORTHONORMAL):
            raise BadEdit("The rows of the basis are not orthonormal. Give unit vectors at right angles.")
        return basis, self.centre.astype(np.float64)


def position_hook(model: OpenModel, edits: Sequence[PositionEdit], n: int) -> tuple[Hook, int]:
    """The edits as one hook, and for how many tokens it has positions: `n`, the prompt's, or more."""
    table = _table(model)
    positions = np.arange(model.n_ctx)
    for edit in edits:
        edit.check(n)
        table = edit.table(table)
        positions = edit.positions(positions)
    outside = np.flatnonzero((positions < 0) | (positions >= len(table)))
    reach = int(outside[0]) if len(outside) else model.n_ctx
    if reach < n:
        raise BadEdit(
            f"Token {reach} would be at position {positions[reach]}; the model's are 0 to {len(table) - 1:,}."
        )
    rows = torch.from_numpy(table.astype(np.float32)[positions[:reach]])

    def edit_rows(tensor: Tensor, hook: object) -> Tensor:  # noqa: ARG001 (TransformerLens passes it by name)
        return rows[: tensor.shape[1]].expand_as(tensor)

    return (_HOOK, edit_rows), reach


def _table(model: OpenModel) -> Matrix:
    kind = model.bridge.cfg.positional_embedding_type
    if kind != "standard":
        how = _INSTEAD.get(kind, "it has no table of them")
        raise BadEdit(f"This model adds no positional embedding that could be changed: {how}.")
    table: Matrix = model.bridge.W_pos.detach().numpy().astype(np.float64)
    return table
