"""Measures as they travel: every one beside its chance level."""

from pydantic import Field

from residview.api.schemas import Answer, BasisOut, Problem


class EnergyOut(Answer):
    """The share of a point set's squared length inside the first k components, at index k - 1, and the 5 to 95 %
    range of the same share for k-dimensional subspaces drawn at random."""

    share: list[float] = Field(examples=[[0.011, 0.021, 0.030]])
    low: list[float] = Field(examples=[[0.004, 0.010, 0.016]])
    high: list[float] = Field(examples=[[0.014, 0.025, 0.034]])


class SpectrumOut(Answer):
    """How many directions a point set uses; λ are the variances along its own components (mean squares if raw)."""

    total: float = Field(description="Σλ, in the rows' units squared; without unit where the basis scales")
    stable_rank: float = Field(description="Σλ / λ₁", examples=[1.14])
    participation_ratio: float = Field(description="(Σλ)² / Σλ²", examples=[1.3])
    cumulative: list[float] = Field(description="share of Σλ along the first k of its own components, at index k - 1")


class SubspaceOut(Answer):
    """How much of a point set lies in the leading components of a basis."""

    basis: str = Field(examples=["positions"])
    point_set: str = Field(examples=["tokens"])
    n: int = Field(description="rows of the point set, all of which count", examples=[4096])
    d: int = Field(examples=[128])
    k_max: int = Field(description="how far k goes in the lists", examples=[64])
    chance: list[float] = Field(description="k / d: the mean over all k-dimensional subspaces, exactly")
    centered: EnergyOut = Field(description="of the rows minus their own mean")
    raw: EnergyOut = Field(description="of the rows themselves")
    point_low: list[float] = Field(description="5 % quantile of one point's share at random: Beta(k/2, (d-k)/2)")
    point_high: list[float] = Field(description="its 95 % quantile")
    angles: list[list[float]] = Field(
        description="at index k - 1 the k principal angles, in degrees and ascending, between the first k components "
        "of the basis and the first k of the point set's own (centred)"
    )
    angles_low: list[float] = Field(description="5 % quantile of the smallest of k angles to a random subspace")
    angles_high: list[float] = Field(description="its 95 % quantile")
    seed: int = Field(description="of the random subspaces", examples=[0])
    samples: int = Field(description="how many were drawn", examples=[400])
    spectrum_centered: SpectrumOut
    spectrum_raw: SpectrumOut


class CosinePair(Answer):
    token: int = Field(examples=[262])
    position: int = Field(examples=[5])
    cosine: float = Field(examples=[0.15])


class CosinesOut(Answer):
    """The pairs of a token and a position with the largest cosines by magnitude, and what chance would give."""

    n_pairs: int = Field(description="pairs compared: rows of length 0 have no direction", examples=[524288])
    d: int = Field(examples=[128])
    raw: list[CosinePair] = Field(description="the rows themselves")
    centered: list[CosinePair] = Field(description="tokens minus their mean, positions minus theirs")
    chance_low: float = Field(description="5 % quantile of the cosine of two random directions")
    chance_high: float = Field(description="its 95 % quantile")
    chance_largest: float = Field(description="median of the largest magnitude among n_pairs independent ones")


class FitProgress(Answer):
    """A line of the answer while a basis is fitted; the last line has `basis` or `problem`."""

    step: str | None = Field(default=None, examples=["reading tokens"])
    done: int | None = Field(default=None, description="rows so far")
    of: int | None = Field(default=None, description="rows in all")
    basis: BasisOut | None = None
    problem: Problem | None = None
