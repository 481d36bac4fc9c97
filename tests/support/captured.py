"""A capture as a worker leaves it, of rows drawn at random and bases by SVD: numbers that no code of ours made."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from residview.store import models
from residview.store.session import Database
from residview.store.tables_runs import Capture, Prompt, PromptSet, SiteBasis, SiteRow, SiteVectors

#: Tokens of each prompt, unless asked otherwise.
LENGTHS = (5, 9, 7)


@dataclass
class Captured:
    """Rows (tokens, d) of each prompt by site; bases by site and name as (center, scale or None, components)."""

    name: str
    rows: dict[str, list[NDArray[np.float32]]] = field(default_factory=dict)
    bases: dict[tuple[str, str], tuple[NDArray, NDArray | None, NDArray]] = field(default_factory=dict)

    def all_rows(self, site: str) -> NDArray[np.float64]:
        return np.concatenate(self.rows[site]).astype(np.float64)


def capture(
    database: Database, name: str, sites: dict[str, int], seed: int = 0, lengths: tuple[int, ...] = LENGTHS
) -> Captured:
    """Store a capture with these sites, each of this width, and PCA-like bases `pca` and `pca-scaled` of each."""
    random, made = np.random.default_rng(seed), Captured(name)
    with database.transaction() as session:
        revision = models.ready_model(session, "demo").revision
        prompts = PromptSet(
            revision=revision,
            name=f"p-{name[2:]}",
            title="Random",
            source="Drawn at random.",
            kind="bundled",
            n_prompts=len(lengths),
            n_tokens=sum(lengths),
            checksum=f"{seed:064x}",
        )
        session.add(prompts)
        session.flush()
        for i, n in enumerate(lengths):
            session.add(Prompt(prompt_set_id=prompts.id, index=i, ids=random.integers(0, 4096, n).tolist()))
        session.add(
            Capture(
                name=name,
                revision=revision,
                prompt_set_id=prompts.id,
                run=f"r-{name[2:]}",
                parts=sorted({site.split(".")[1] for site in sites}),
                n_prompts=len(lengths),
                n_tokens=sum(lengths),
                n_shown=len(lengths),
                n_shards=1,
                code_version=1,
                ready_at=datetime.now(UTC),
            )
        )
        session.flush()
        for site, d in sites.items():
            _site(session, made, site, d, lengths, random)
    return made


def _site(session, made: Captured, site: str, d: int, lengths: tuple[int, ...], random: np.random.Generator) -> None:
    layer, part, *head = site.split(".")
    row = SiteRow(
        capture=made.name,
        name=site,
        layer=int(layer),
        part=part,
        head=int(head[0]) if head else None,
        hook=f"blocks.{layer}.hook_{part}",
        d=d,
        checksum=f"{made.name}-{site}",
        measured={},
        n_rows=sum(lengths) - len(lengths),
        mean=b"",
        scatter=b"",
    )
    session.add(row)
    session.flush()
    made.rows[site] = [(random.normal(size=(n, d)) * np.linspace(1, 4, d) + 1).astype("<f4") for n in lengths]
    for prompt, rows in enumerate(made.rows[site]):
        session.add(SiteVectors(site_id=row.id, prompt=prompt, data=rows.tobytes()))
    every = made.all_rows(site)
    for name, scale in (("pca", None), ("pca-scaled", every.std(axis=0))):
        center = every.mean(axis=0)
        centered = (every - center) / (1 if scale is None else scale)
        _, singular, components = np.linalg.svd(centered, full_matrices=False)
        made.bases[site, name] = (center, scale, components)
        session.add(
            SiteBasis(
                site_id=row.id,
                name=name,
                position_0=True,
                scaled=scale is not None,
                n_rows=len(every),
                n_components=len(components),
                variance_shares=(singular**2 / (singular**2).sum()).tolist(),
                total_variance=float((singular**2).sum()),
                near_equal=[],
                center_scores=(components @ (center / (1 if scale is None else scale))).tolist(),
                key=f"key-{name}-{site}",
                checksum=f"checksum-{made.name}-{name}-{site}",
                scale=None if scale is None else scale.astype("<f8").tobytes(),
                center=center.astype("<f8").tobytes(),
                components=components.astype("<f8").tobytes(),
            )
        )
