"""A prompt run as it is and with changes: what they do to what comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from residview.errors import BadEdit, NoLens
from residview.forward.continuation import Continuation, continued
from residview.forward.edits import SiteEdit
from residview.forward.hooks import RESULT_HOOK
from residview.forward.opened import Hook, OpenModel
from residview.forward.positions import (
    AveragePositions,
    PositionEdit,
    ProjectPositions,
    ReplacePositions,
    ShiftPositions,
    position_hook,
)
from residview.forward.predictions import Numbers, Top, divergences, losses, top

Edit: TypeAlias = SiteEdit | ReplacePositions | ShiftPositions | AveragePositions | ProjectPositions


@dataclass(frozen=True, eq=False)
class Branch:
    """One of the two runs. top: the most probable ids at each position, (n, k). loss: -log p of the token that really
    came next, (n - 1,), in nats. continuation: the ids that follow. The last two are None where the model or the
    request has none."""

    top: Top
    loss: Numbers | None
    continuation: list[int] | None


@dataclass(frozen=True, eq=False)
class Outcome:
    """Both runs. divergence: KL(before ‖ after) by position, (n,), in nats. identical: whether all logits are equal,
    bit for bit. note: what the model does not allow to be said."""

    before: Branch
    after: Branch
    divergence: Numbers
    identical: bool
    note: str | None


@dataclass(frozen=True)
class _Plan:
    """Edits as hooks. by_head: whether heads are computed one by one. reach: how many tokens may be run."""

    hooks: list[Hook]
    by_head: bool
    reach: int


def intervene(
    model: OpenModel,
    ids: Sequence[int],
    edits: Sequence[Edit],
    continuation: Continuation | None = None,
    k: int = 10,
    yield_point: Callable[[], None] = lambda: None,
) -> Outcome:
    """Run a prompt without and with the edits, which are made in the order listed, all in one pass.

    `yield_point` is called between passes, without the model's lock; what it raises ends the work. Raises BadPrompt,
    BadEdit, NoDirection, UnknownSite, and NoLens where the model has no trained head.
    """
    model.check_prompt(ids)
    if not model.has_trained_head:
        raise NoLens(str(model.no_lens_because))
    if continuation is not None:
        continuation.check()
    plan = _planned(model, edits, len(ids))
    changes = [list[Hook](), plan.hooks]
    before, after = (_run(model, ids, hooks, plan.by_head) for hooks in changes)

    def branch(logits: Tensor, hooks: list[Hook]) -> Branch:
        def next_logits(whole: Sequence[int]) -> Tensor:
            yield_point()
            return _run(model, whole, hooks, plan.by_head)[-1]

        if not model.causal:
            return Branch(top(logits, k), None, None)
        following = None if continuation is None else continued(next_logits, ids, continuation, plan.reach)
        return Branch(top(logits, k), losses(logits, np.asarray(ids)), following)

    return Outcome(
        before=branch(before, changes[0]),
        after=branch(after, changes[1]),
        divergence=divergences(before, after),
        identical=np.array_equal(before.numpy(), after.numpy()),
        note=None if model.causal else _BOTH_WAYS,
    )


_BOTH_WAYS = (
    "This model reads in both directions: what it says at a position is about the token there, so there is no loss of "
    "a next token and no continuation."
)


def _planned(model: OpenModel, edits: Sequence[Edit], n: int) -> _Plan:
    hooks = [edit.hook(model, n) for edit in edits if not isinstance(edit, PositionEdit)]
    by_head = any(name.endswith(RESULT_HOOK) for name, _ in hooks)
    of_positions = [edit for edit in edits if isinstance(edit, PositionEdit)]
    if not of_positions:
        return _Plan(hooks, by_head, model.n_ctx)
    hook, reach = position_hook(model, of_positions, n)
    return _Plan([hook, *hooks], by_head, reach)


def _run(model: OpenModel, ids: Sequence[int], hooks: Sequence[Hook], by_head: bool) -> Tensor:
    """Logits (n, vocabulary), after every hook has been called."""
    silent = {name for name, _ in hooks}

    def watched(name: str, edit: Callable[..., Tensor | None]) -> Hook:
        def call(tensor: Tensor, hook: object) -> Tensor | None:
            silent.discard(name)
            return edit(tensor, hook=hook)

        return name, call

    logits = model.run(torch.tensor([list(ids)]), [watched(*each) for each in hooks], by_head=by_head)
    if silent:
        raise BadEdit(
            f"In this architecture {', '.join(sorted(silent))} cannot be changed together with what a head adds "
            "(result). Change its z instead."
        )
    return logits[0]
