"""The lens of a prompt, from a stored request to a stored result."""

from typing import TYPE_CHECKING, Any

from residview.forward.lens import logit_lens
from residview.jobs.packing import written

if TYPE_CHECKING:
    from residview.jobs.tasks import Work

#: The most likely next tokens that are kept of each residual.
GUESSES = 10


def lens(work: "Work") -> dict[str, Any]:
    """What each stop's residuals predict. Raises BadPrompt or NoLens."""
    found = logit_lens(work.model, work.run.request["asked"]["ids"], GUESSES)
    return {
        "sites": found.stops,
        "ids": found.top.ids.tolist(),
        "probabilities": written(found.top.probabilities),
        "entropies": written(found.entropy),
        # Of what came after each token but the last.
        "next_probabilities": written(found.next_probability),
        "next_ranks": found.next_rank.tolist(),
    }
