"""What a capture will be, before anything of it is made."""

from collections.abc import Sequence

from residview.captures import shards
from residview.captures.finishing import CAPTURE_VERSION
from residview.store import captures
from residview.store.tables_runs import Capture, PromptSet
from residview.vocabulary import Part

#: Prompts whose rows are kept; moments are of all.
N_SHOWN = 300


def name_of(prompts: PromptSet, parts: Sequence[Part]) -> str:
    return captures.name_of(prompts, in_order(parts), CAPTURE_VERSION)


def planned(prompts: PromptSet, parts: Sequence[Part], run: str) -> Capture:
    """The row of a capture that the run `run` makes."""
    return Capture(
        name=name_of(prompts, parts),
        revision=prompts.revision,
        prompt_set_id=prompts.id,
        run=run,
        parts=in_order(parts),
        n_prompts=prompts.n_prompts,
        n_tokens=prompts.n_tokens,
        n_shown=min(prompts.n_prompts, N_SHOWN),
        n_shards=shards.n_shards(prompts.n_prompts),
        code_version=CAPTURE_VERSION,
    )


def in_order(parts: Sequence[Part]) -> list[Part]:
    return [part for part in Part if part in parts]
