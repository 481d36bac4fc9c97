"""Capturing beside the bare forward pass, and its memory as the prompts become more.

`python -m bench.capture` runs by itself. One thread, in turns, medians: a busy machine is busy for both.
"""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np
import psutil
import torch
from tests.support.running_models import save
from torch import Tensor
from transformer_lens.model_bridge.exceptions import StopAtLayerException
from transformers import GPT2Config, GPT2LMHeadModel

from residview.demo import DEMO_MODEL
from residview.forward.capture import capture
from residview.forward.hooks import default_sites
from residview.forward.opened import OpenModel, open_model

PROMPTS, LENGTH, REPEATS = 8, 128, 15


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def beside_the_body(model: OpenModel) -> tuple[float, float]:
    """Seconds of the blocks alone, without final LayerNorm and unembedding, and of the default capture."""
    ids = np.random.default_rng(0).integers(0, model.vocabulary, (PROMPTS, LENGTH))
    tensor, prompts, sites = torch.from_numpy(ids), ids.tolist(), default_sites(model)

    def stop(residual: Tensor, hook: object) -> None:  # noqa: ARG001 (TransformerLens passes it by name)
        raise StopAtLayerException(residual)

    def body() -> None:
        model.run(tensor, [("ln_final.hook_in", stop)])

    def captured() -> None:
        for _ in capture(model, prompts, sites):
            pass

    body()
    captured()
    turns = [(seconds(body), seconds(captured)) for _ in range(REPEATS)]
    return median(each[0] for each in turns), median(each[1] for each in turns)


def resident(model: OpenModel, n: int) -> float:
    """The most resident megabytes while `n` prompts are captured and let go."""
    ids = np.random.default_rng(1).integers(0, model.vocabulary, (n, LENGTH)).tolist()
    process = psutil.Process()
    most = 0
    for _ in capture(model, ids, default_sites(model)):
        most = max(most, process.memory_info().rss)
    return most / 2**20


def row(name: str, directory: Path, many: Sequence[int]) -> str:
    model = open_model(directory)
    body, captured = beside_the_body(model)
    times = f"{body * 1000:.0f} ms | {captured * 1000:.0f} ms | {body / captured:.2f}"
    memory = ", ".join(f"{n:,}: {resident(model, n):.0f}" for n in many)
    return f"| {name} | {times} | {memory} |"


def main(work: Path) -> None:
    torch.set_num_threads(1)
    shaped = save(work / "gpt2-runs", GPT2LMHeadModel(GPT2Config()))
    print(f"\n## Capturing the default sites, {PROMPTS} x {LENGTH} tokens, one thread\n")
    print("| model | blocks alone | capture | its speed, of theirs | most MB resident, by prompts |")
    print("|---|---|---|---|---|")
    print(row("demo", DEMO_MODEL, (256, 1_024, 4_096)), flush=True)
    print(row("GPT-2 small's shape, random", shaped, (64, 256)), flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="residview-bench-") as folder:
        main(Path(folder))
