"""The logit lens: what each stop of the depth would predict if the network ended there (nostalgebraist 2020)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from residview.errors import NoLens
from residview.forward.hooks import default_sites
from residview.forward.opened import Hook, OpenModel
from residview.forward.predictions import Ids, Numbers, Top, best, joined, log_probabilities, next_ids

#: How far the last stop may lie from the model's own logits, relative to them, by rounding.
_ROUNDING = 1e-4


@dataclass(frozen=True, eq=False)
class Lens:
    """For each of `stops` (site names, S of them) and each of n tokens: the k most probable next ids, (S, n, k); the
    entropy of all of them, (S, n), in nats; and of the token that really came next the probability and its rank, which
    is how many ids are more probable, both (S, n - 1), since nothing came after the last."""

    stops: list[str]
    top: Top
    entropy: Numbers
    next_probability: Numbers
    next_rank: Ids


def logit_lens(model: OpenModel, ids: Sequence[int], k: int = 10) -> Lens:
    """Each stop's residuals through the final LayerNorm and the unembedding; the last stop's are the model's logits.

    Raises NoLens where the model has no head that says what comes next, and BadPrompt.
    """
    if model.no_lens_because is not None:
        raise NoLens(model.no_lens_because)
    model.check_prompt(ids)
    stops = default_sites(model)
    residuals: list[Tensor] = []

    def keep(tensor: Tensor, hook: object) -> None:  # noqa: ARG001 (TransformerLens passes it by name)
        residuals.append(tensor.clone())

    hooks: list[Hook] = [(stop.hook, keep) for stop in stops]
    logits = model.run(torch.tensor([list(ids)]), hooks)
    if not torch.allclose(model.unembed(residuals[-1]), logits, rtol=_ROUNDING, atol=_ROUNDING):
        raise NoLens(
            "This model does more to its last residual than the final LayerNorm and the unembedding, so that earlier "
            "residuals cannot be read as it reads its last."
        )
    came = np.asarray(ids, dtype=np.int64)
    read = [_read(model.unembed(residual)[0], came, k) for residual in residuals[:-1]]
    tops, *measures = zip(*read, _read(logits[0], came, k), strict=True)
    entropy, probability, rank = map(np.stack, measures)
    best_of_all = Top(np.stack([each.ids for each in tops]), np.stack([each.probabilities for each in tops]))
    return Lens([stop.name for stop in stops], best_of_all, entropy, probability, rank)


def _read(logits: Tensor, ids: Ids, k: int) -> tuple[Top, Numbers, Numbers, Ids]:
    """Top, entropy (n,), and probability and rank (n - 1,) of what came next, of logits (n, vocabulary)."""
    came = next_ids(ids)
    tops, entropy, probability, rank = [], [], [], []
    for rows, logs in log_probabilities(logits):
        tops.append(best(logs, k))
        entropy.append(-(logs.exp() * logs).sum(-1))
        before = logs[: len(came[rows])]
        of_next = before.gather(1, came[rows])
        probability.append(of_next[:, 0].exp())
        rank.append((before > of_next).sum(-1))
    return joined(tops), torch.cat(entropy).numpy(), torch.cat(probability).numpy(), torch.cat(rank).numpy()
