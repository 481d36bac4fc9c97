"""A capture as a run of a worker: its rows come from the model."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from residview.captures.making import make
from residview.errors import CaptureTooLarge, UnknownSite
from residview.forward.capture import capture as captured
from residview.forward.hooks import Site, sites_of
from residview.store.tables_runs import Capture
from residview.store.vectors import Rows
from residview.vocabulary import Part

if TYPE_CHECKING:
    from residview.forward.opened import OpenModel
    from residview.jobs.tasks import Work

#: Sums of all sites are in memory while a shard is made: two matrices (d, d) in float64 for each, and one more.
_MOST_BYTES = 2 << 30


def capture(work: "Work") -> dict[str, str] | None:
    """Make what is missing of the capture that a run asks for. None where it is gone: its prompts were deleted."""
    name = work.run.request["capture"]
    with work.database.reading() as session:
        parts = session.scalar(select(Capture.parts).where(Capture.name == name))
    if parts is None:
        return None
    found = chosen(work.model, [Part(part) for part in parts])

    def read(prompts: Sequence[Sequence[int]]) -> Iterator[Mapping[str, Rows]]:
        return (each.activations for each in captured(work.model, prompts, found, yield_point=work.yield_point))

    return {"capture": name} if make(work.database, name, found, read, work.progress, work.yield_point) else None


def chosen(model: "OpenModel", parts: Sequence[Part]) -> list[Site]:
    """All sites of these parts. Where both ends of a layer are wanted, an end that is the next layer's beginning is
    not read twice.

    Raises UnknownSite where a part is nowhere in the model, CaptureTooLarge where the sums would not fit.
    """
    missing = [part for part in parts if part in model.absent]
    if missing:
        has = ", ".join(dict.fromkeys(site.part for site in sites_of(model)))
        raise UnknownSite(f"The model has no {missing[0]}: {model.absent[missing[0]]}. It has {has}.")
    twice = Part.RESID_PRE in parts and Part.RESID_POST in parts
    found = [
        site
        for site in sites_of(model)
        if site.part in parts and not (twice and site.part is Part.RESID_POST and site.layer < model.n_layers - 1)
    ]
    needed = sum(3 * 8 * site.d**2 for site in found)
    if needed > _MOST_BYTES:
        raise CaptureTooLarge(
            f"{', '.join(parts)} are {len(found)} sites of up to {max(site.d for site in found):,} columns, whose "
            f"covariances take {needed / 2**30:.1f} GB; up to {_MOST_BYTES / 2**30:.0f} GB are taken. Ask for fewer "
            "parts at once, or for z, which is narrower than result."
        )
    return found
