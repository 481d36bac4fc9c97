"""Train the bundled demo model: a GPT-2 of 1.3 M parameters, on text that every Python carries.

    python -m residview.demo.train [--out DIR] [--steps N] [--seed 0] [--device auto|cpu|cuda] [--check]

Some ten to thirty minutes on one CPU core. The model is small but GPT-2 in every respect, so that all that
reads GPT-2 reads it. Its positional table starts at zero and ends as a smooth curve of which three directions
hold nearly everything: what the viewer is there to show. The files are read back and measured before they
take their place; ``--check`` measures those already in ``--out``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from safetensors.torch import load_file, save
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

if not __package__:  # run as a plain file
    sys.path[0] = str(Path(__file__).resolve().parents[2])

from residview.demo.corpus import END, HELD_OUT_ONE_IN, VOCAB, Corpus, read_corpus

CONTEXT, WIDTH, LAYERS, HEADS = 128, 128, 4, 4
STEPS, BATCH, WARM_UP = 2800, 32, 100  # 32 sequences of 128: 4,096 tokens a step
RATE, LAST_RATE, POSITIONS_RATE = 2e-3, 0.02, 0.3  # the last two as shares of the first
BETAS, WEIGHT_DECAY, CLIP = (0.9, 0.95), 0.1, 1.0

LEAST_IN_THREE, MOST_LOSS, MOST_BYTES = 0.92, 3.60, 3_000_000  # what the exported files must keep to

# glibc gives big blocks back to the system and asks for them again a moment later; keeping them is 1.7 times
# as fast. It reads these settings only when a process starts.
GLIBC = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": f"{1 << 34}", "MALLOC_TOP_PAD_": f"{1 << 28}"}

console = Console(soft_wrap=True, highlight=False)


# --- The model: GPT-2, its parameters named and laid out as on the Hugging Face hub ---


class Linear(nn.Module):
    """x @ weight + bias. GPT-2's checkpoints keep weights as (in, out), the transpose of torch's own."""

    def __init__(self, inputs: int, outputs: int, std: float = 0.02) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs) * std)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return torch.addmm(self.bias, x.reshape(-1, x.shape[-1]), self.weight).view(*x.shape[:-1], -1)


class Attention(nn.Module):
    mask: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.c_attn = Linear(WIDTH, 3 * WIDTH)
        self.c_proj = Linear(WIDTH, WIDTH, std=0.02 / math.sqrt(2 * LAYERS))
        self.register_buffer("mask", torch.full((CONTEXT, CONTEXT), -math.inf).triu(1), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.c_attn(x).view(batch, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        # Written out: at this size faster on a CPU than scaled_dot_product_attention.
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + self.mask[:length, :length]
        mixed = scores.softmax(-1).to(v.dtype) @ v
        out: Tensor = self.c_proj(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        return out


class MLP(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.c_fc = Linear(WIDTH, 4 * WIDTH)
        self.c_proj = Linear(4 * WIDTH, WIDTH, std=0.02 / math.sqrt(2 * LAYERS))

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.c_proj(F.gelu(self.c_fc(x), approximate="tanh"))
        return out


class Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.ln_1, self.attn = nn.LayerNorm(WIDTH), Attention()
        self.ln_2, self.mlp = nn.LayerNorm(WIDTH), MLP()

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.ln_1(x))
        return torch.add(x, self.mlp(self.ln_2(x)))


class GPT(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.transformer = nn.ModuleDict(
            {
                "wte": nn.Embedding(VOCAB, WIDTH),
                "wpe": nn.Embedding(CONTEXT, WIDTH),
                "h": nn.ModuleList(Block() for _ in range(LAYERS)),
                "ln_f": nn.LayerNorm(WIDTH),
            }
        )
        nn.init.normal_(self.tokens, std=0.02)
        # From random numbers the noise would outlive so short a training: 50 % in three PCs, from zero 80 %.
        nn.init.zeros_(self.positions)

    @property
    def tokens(self) -> Tensor:
        """(VOCAB, WIDTH); also the unembedding."""
        return self.get_parameter("transformer.wte.weight")

    @property
    def positions(self) -> Tensor:
        """(CONTEXT, WIDTH)"""
        return self.get_parameter("transformer.wpe.weight")

    def forward(self, ids: Tensor) -> Tensor:
        """Logits (batch, length, VOCAB) for ids (batch, length)."""
        x = F.embedding(ids, self.tokens) + self.positions[: ids.shape[1]]
        for block in self.transformer["h"].children():
            x = block(x)
        return F.linear(self.transformer["ln_f"](x), self.tokens)

    def loss(self, rows: Tensor) -> Tensor:
        """Mean cross-entropy in nats of rows (batch, length + 1): each token predicted from those before."""
        logits = self(rows[:, :-1])
        return F.cross_entropy(logits.float().reshape(-1, VOCAB), rows[:, 1:].reshape(-1))


# --- Training ---


def random_rows(stream: Tensor, generator: torch.Generator) -> Tensor:
    """BATCH rows of END and CONTEXT tokens from anywhere, lest a position mean the start of a document."""
    starts = torch.randint(len(stream) - CONTEXT, (BATCH, 1), generator=generator)
    return F.pad(stream[starts + torch.arange(CONTEXT)], (1, 0))


def all_rows(tokens: list[int]) -> Tensor:
    """The whole stream cut into rows of the same form; up to CONTEXT tokens at its end are left out."""
    return F.pad(torch.tensor(tokens[: len(tokens) // CONTEXT * CONTEXT]).view(-1, CONTEXT), (1, 0))


def has_fast_bfloat16(device: str) -> bool:
    """bfloat16 is three times as fast as float32 where the CPU multiplies it itself, and slower elsewhere."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    flags = Path("/proc/cpuinfo")
    return flags.exists() and "avx512_bf16" in flags.read_text()


def optimizer_for(model: GPT) -> torch.optim.AdamW:
    biases_and_norms = [p for p in model.parameters() if p.ndim == 1]
    matrices = [p for p in model.parameters() if p.ndim > 1 and p is not model.positions]
    groups = [
        {"params": matrices, "share": 1.0},
        {"params": biases_and_norms, "share": 1.0, "weight_decay": 0.0},
        {"params": [model.positions], "share": POSITIONS_RATE},
    ]
    return torch.optim.AdamW(groups, lr=RATE, betas=BETAS, weight_decay=WEIGHT_DECAY, fused=True)


def rate_at(step: int, steps: int) -> float:
    """Linear warm-up, then a cosine down to LAST_RATE of the peak."""
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    done = (step - WARM_UP) / (steps - WARM_UP)
    return RATE * (LAST_RATE + (1 - LAST_RATE) * (1 + math.cos(math.pi * done)) / 2)


def train(corpus: Corpus, steps: int, seed: int, device: str) -> tuple[GPT, dict[str, str]]:
    """The trained model, and what its training was like."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model = GPT().to(device)
    optimizer = optimizer_for(model)
    fast = has_fast_bfloat16(device)
    stream = torch.tensor(corpus.training)
    some_held_out = all_rows(corpus.held_out)[::16].to(device)
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.3f}  {task.fields[speed]:,.0f} tokens/s "),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=steps, loss=math.log(VOCAB), speed=0.0)
        smooth, began = math.log(VOCAB), time.monotonic()
        for step in range(steps):
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, steps) * group["share"]
            rows = random_rows(stream, generator).to(device)
            with torch.autocast(device, torch.bfloat16, enabled=fast):
                loss = model.loss(rows)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()

            smooth = 0.98 * smooth + 0.02 * loss.item()
            speed = (step + 1) * BATCH * CONTEXT / (time.monotonic() - began)
            progress.update(task, advance=1, loss=smooth, speed=speed)
            if (step + 1) % 200 == 0 or step + 1 == steps:
                three = principal_components(model.positions)[2][2]
                held_out = mean_loss(model, some_held_out)
                console.print(f"{step + 1}: held-out loss {held_out:.3f}, 3 PCs of W_pos {three:.1%}")
    taken = f"{steps:,} steps, seed {seed}, {time.monotonic() - began:,.0f} s at {speed:,.0f} tokens/s"
    arithmetic = f"one thread, {device}, {'bfloat16 autocast' if fast else 'float32'}"
    return model.cpu(), {
        "training": f"{taken} ({arithmetic})",
        "last training loss, smoothed": f"{smooth:.3f}",
    }


# --- Measuring and writing ---


@torch.no_grad()
def mean_loss(model: GPT, rows: Tensor) -> float:
    """Mean over all predicted tokens, in float32."""
    return sum(len(part) * model.loss(part).item() for part in torch.split(rows, BATCH)) / len(rows)


def principal_components(table: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Mean, directions (as rows) and cumulative shares of the variance of rows 1.. ; row 0 is END's alone."""
    rows = table.detach().cpu().double()[1:]
    _, sizes, directions = torch.linalg.svd(rows - rows.mean(0), full_matrices=False)
    power = sizes.square().cumsum(0)
    return rows.mean(0), directions, power / power[-1].clamp(min=1e-30)


@torch.no_grad()
def measure(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Read exported files back: what they measure on every held-out token, and what they fail."""
    corpus = read_corpus(Tokenizer.from_file(str(folder / "tokenizer.json")))
    rows = all_rows(corpus.held_out)
    model = GPT()
    model.load_state_dict({k: v.float() for k, v in load_file(folder / "model.safetensors").items()})
    size = (folder / "model.safetensors").stat().st_size
    full = model.positions.clone()
    mean, directions, share = principal_components(full)
    loss = mean_loss(model, rows)
    numbers = corpus.sizes | {"bytes of model.safetensors": f"{size:,}"}
    numbers["variance of W_pos in 3 / 6 / 10 PCs"] = " / ".join(f"{share[k - 1]:.1%}" for k in (3, 6, 10))
    numbers["held-out loss, nats a token"] = f"{loss:.4f}"
    first, three = (directions[:k].T @ directions[:k] for k in (1, 3))
    random = torch.linalg.qr(torch.randn(WIDTH, 3, generator=torch.Generator().manual_seed(0)).double())[0]
    for kept, projector in {
        "only the mean": three * 0,
        "the mean and one PC": first,
        "the mean and three PCs": three,
        "the mean and three random directions": random @ random.T,
        "all but three PCs": torch.eye(WIDTH) - three,
    }.items():
        model.positions[1:] = mean + (full[1:] - mean) @ projector
        numbers[f"held-out loss, of W_pos {kept}"] = f"{mean_loss(model, rows):.4f}"
    tokens = F.normalize(model.tokens)
    for word in ("True", "ValueError", "list", "read"):
        cosines = tokens @ tokens[corpus.tokenizer.encode(f" {word}").ids[0]]
        near = [corpus.tokenizer.decode([i]).strip() for i in cosines.topk(6).indices[1:].tolist()]
        numbers[f"nearest to `{word}` by cosine"] = " ".join(f"`{token}`" for token in near)

    demands = {
        f"three PCs hold less than {LEAST_IN_THREE:.0%} of W_pos": share[2] >= LEAST_IN_THREE,
        f"the held-out loss is more than {MOST_LOSS:.2f}": loss <= MOST_LOSS,
        f"model.safetensors has more than {MOST_BYTES:,} bytes": size <= MOST_BYTES,
    }
    return numbers, [failure for failure, met in demands.items() if not met]


def export(model: GPT, tokenizer: Tokenizer, folder: Path) -> None:
    """The files transformers and TransformerLens expect; no head, since that is the token table."""
    weights = {name: weight.detach().half().contiguous() for name, weight in model.state_dict().items()}
    (folder / "model.safetensors").write_bytes(save(weights, metadata={"format": "pt"}))
    tokenizer.save(str(folder / "tokenizer.json"))
    ends = {"bos_token_id": 0, "eos_token_id": 0}
    shape = {"vocab_size": VOCAB, "n_positions": CONTEXT, "n_embd": WIDTH, "n_layer": LAYERS, "n_head": HEADS}
    config = {
        "architectures": ["GPT2LMHeadModel"],
        "model_type": "gpt2",
        **shape,
        **dict.fromkeys(("attn_pdrop", "embd_pdrop", "resid_pdrop"), 0.0),
        "activation_function": "gelu_new",
        "layer_norm_epsilon": 1e-5,
        **ends,
        "tie_word_embeddings": True,
        "dtype": "float32",  # to compute in; the file holds half of that
    }
    tokenizer_config = {"tokenizer_class": "GPT2Tokenizer", "model_max_length": CONTEXT}
    tokens = dict.fromkeys(("bos_token", "eos_token", "unk_token"), END)
    for name, content in {
        "config.json": config,
        "generation_config.json": ends,
        "tokenizer_config.json": tokenizer_config | tokens,
    }.items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


CARD = f"""# A toy GPT-2, for showing the viewer

{LAYERS} layers, {HEADS} heads, width {WIDTH}, context {CONTEXT}, tied embeddings: a real model to show
without a download. It has read ten megabytes of text and is of no use for writing any.

**Text**: the standard library's source, Python {platform.python_version()}, as in every installation, without
tests, `encodings/`, `turtledemo/` and data tables; `pydoc_data/topics.py` as the prose it holds. Copyright of
the Python Software Foundation, [PSF licence](https://docs.python.org/3/license.html). One document in about
{HELD_OUT_ONE_IN} is held out by a hash of its path (`residview.demo.corpus`), from the byte-level BPE too.

**Recipe**: `python -m residview.demo.train` with torch {torch.__version__}. AdamW at {RATE}, betas {BETAS},
weight decay {WEIGHT_DECAY} (none on biases and norms), clipped at {CLIP}; {WARM_UP} steps of warm-up, then a
cosine to {LAST_RATE:.0%}; {BATCH * CONTEXT:,} tokens a step; no dropout. Every sequence is `{END}` (id 0) and
a crop from anywhere. `W_pos` starts at zero and learns at {POSITIONS_RATE} times the rate.

**Measured** on every held-out token, from the float16 file computed in float32. PCs are those of the rows
1.. of `W_pos`, centred; row 0 always belongs to `{END}` and is left as it is.

| what | value |
|---|---|
TABLE

**Limits**: one seed, one subject, {CONTEXT} positions; another machine or Python gives other numbers.
The losses with less of `W_pos` say what *this* model relies on, not what it could have learnt without: one
trained without positions loses little, since the causal mask tells position too.
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train the bundled demo model.")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "model", metavar="DIR")
    parser.add_argument("--steps", type=int, default=STEPS, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    parser.add_argument("--check", action="store_true", help="train nothing; measure the files in --out")
    asked = parser.parse_args(arguments)
    out: Path = asked.out.resolve()
    if asked.device == "auto":
        asked.device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(1)  # on shared cores two threads wait for each other
    torch.use_deterministic_algorithms(True, warn_only=True)

    if asked.check:
        if not (out / "model.safetensors").exists():
            parser.error(f"there is no model in {out}: train one, or name its folder with --out")
        return report(*measure(out))

    began = time.monotonic()
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Next to its destination, to be renamed when complete: whatever happens before leaves nothing behind.
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as beside:
            console.print("reading the corpus and making the tokenizer ...")
            corpus = read_corpus()
            model, training = train(corpus, asked.steps, asked.seed, asked.device)
            console.print("measuring the exported files ...")
            new, old = Path(beside, "new"), Path(beside, "old")
            new.mkdir()
            export(model, corpus.tokenizer, new)
            numbers, failures = measure(new)
            table = "\n".join(f"| {name} | {value} |" for name, value in (numbers | training).items())
            (new / "README.md").write_text(CARD.replace("TABLE", table), encoding="utf-8")
            target = out.with_name(f"{out.name}-rejected") if failures else out
            if target.exists():
                target.rename(old)
            new.rename(target)
    except KeyboardInterrupt:
        minutes = (time.monotonic() - began) / 60
        console.print(f"\nStopped: {minutes:.1f} minutes of work are lost. {out} is as it was before.")
        return 130
    console.print(f"written to {target}" + (f"; {out} is as it was before" if failures else ""))
    return report(numbers | training, failures)


def report(numbers: dict[str, str], failures: list[str]) -> int:
    """Print them; the exit code they deserve."""
    console.print("\n".join(f"{name}: {value}" for name, value in numbers.items()), markup=False)
    for failure in failures:
        console.print(f"[bold red]FAILED:[/] {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    if platform.libc_ver()[0] == "glibc" and not GLIBC.keys() <= os.environ.keys():
        settings = GLIBC | {"CUBLAS_WORKSPACE_CONFIG": ":4096:8"}  # the latter for determinism on a GPU
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], settings | os.environ)
    sys.exit(main())
