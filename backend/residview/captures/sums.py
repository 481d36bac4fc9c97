"""What the rows of some prompts at a site come to: exact, in float64, mergeable, and as bytes."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.numerics.decomposition import Balanced
from residview.numerics.moments import Matrix, Moments, pooled
from residview.store.vectors import Rows

#: Rows that wait to be multiplied: a product of many is several times faster than many products.
_ROWS_AT_ONCE = 1024


@dataclass(frozen=True)
class SiteSums:
    """first: moments of the rows at position 0. rest: of all others. lengths: the sum of the lengths of `rest`.
    position_sums: (longest, d), with the number of prompts that each is over, (longest,). balanced: see
    `numerics.decomposition`. digests: SHA-256 of the rows of each shown prompt, one after another."""

    first: Moments
    rest: Moments | None
    lengths: float
    position_sums: Matrix
    position_counts: NDArray[np.int64]
    balanced: Balanced
    digests: bytes

    @classmethod
    def of(cls, prompts: Sequence[Rows], longest: int, common: int, digests: bytes) -> "SiteSums":
        """Of the rows (tokens, d) of one prompt or more."""
        exact = [rows.astype(np.float64) for rows in prompts]
        rest = np.concatenate([rows[1:] for rows in exact])
        d = rest.shape[1]
        sums, counts = np.zeros((longest, d)), np.zeros(longest, np.int64)
        for rows in exact:
            sums[: len(rows)] += rows
            counts[: len(rows)] += 1
        long_enough = [rows[1 : common + 1] for rows in exact if 0 < common < len(rows)]
        return cls(
            Moments.of(np.stack([rows[0] for rows in exact])),
            Moments.of(rest) if len(rest) else None,
            float(np.linalg.norm(rest, axis=1).sum()),
            sums,
            counts,
            Balanced.of(np.stack(long_enough) if long_enough else np.empty((0, common, d))),
            digests,
        )

    def merge(self, other: "SiteSums") -> "SiteSums":
        """Of both sets of prompts, `other`'s after these."""
        return SiteSums(
            self.first.merge(other.first),
            pooled([self.rest, other.rest]),
            self.lengths + other.lengths,
            self.position_sums + other.position_sums,
            self.position_counts + other.position_counts,
            self.balanced.merge(other.balanced),
            self.digests + other.digests,
        )

    def position_means(self, at_least: int) -> Matrix:
        """The mean row of each position from 0 on that at least so many prompts have, (positions, d)."""
        n = int((self.position_counts >= at_least).sum())
        means: Matrix = self.position_sums[:n] / self.position_counts[:n, None]
        return means

    def to_bytes(self) -> bytes:
        arrays = {
            "lengths": np.array(self.lengths),
            "position_sums": self.position_sums,
            "position_counts": self.position_counts,
            "digests": np.frombuffer(self.digests, np.uint8),
            "balanced": self.balanced.position_sums,
            "squares": np.array(self.balanced.squares),
        }
        of = {"first": self.first, "rest": self.rest, "prompt_means": self.balanced.prompt_means}
        for name, moments in of.items():
            if moments is not None:
                arrays |= {f"{name}_{key}": np.asarray(value) for key, value in vars(moments).items()}
        stream = io.BytesIO()
        np.savez(stream, **arrays)  # type: ignore[arg-type]
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "SiteSums":
        with np.load(io.BytesIO(data)) as arrays:
            found = {
                name: Moments(int(arrays[f"{name}_n"]), arrays[f"{name}_mean"], arrays[f"{name}_scatter"])
                if f"{name}_n" in arrays
                else None
                for name in ("first", "rest", "prompt_means")
            }
            first = found["first"]
            assert first is not None, "every prompt has a position 0"
            return cls(
                first,
                found["rest"],
                float(arrays["lengths"]),
                arrays["position_sums"],
                arrays["position_counts"],
                Balanced(arrays["balanced"], found["prompt_means"], float(arrays["squares"])),
                arrays["digests"].tobytes(),
            )


class Summing:
    """Adds up the rows of prompts at a site, a prompt at a time."""

    def __init__(self, longest: int, common: int) -> None:
        """`longest`: tokens of the longest prompt there may be. `common`: positions of the decomposition."""
        self._longest, self._common = longest, common
        self._waiting: list[Rows] = []
        self._digests: list[bytes] = []
        self._parts: SiteSums | None = None

    def add(self, rows: Rows, shown: bool) -> None:
        """The rows (tokens, d) of the next prompt, which is shown or not."""
        self._waiting.append(rows)
        if shown:
            self._digests.append(digest(rows))
        if sum(map(len, self._waiting)) >= _ROWS_AT_ONCE:
            self._add_up()

    def sums(self) -> SiteSums:
        """Of all that was added, one prompt or more."""
        self._add_up()
        assert self._parts is not None, "a shard has prompts"
        return self._parts

    def _add_up(self) -> None:
        if self._waiting:
            part = SiteSums.of(self._waiting, self._longest, self._common, b"".join(self._digests))
            self._parts = part if self._parts is None else self._parts.merge(part)
        self._waiting, self._digests = [], []


def digest(rows: Rows) -> bytes:
    return hashlib.sha256(np.ascontiguousarray(rows, "<f4").tobytes()).digest()
