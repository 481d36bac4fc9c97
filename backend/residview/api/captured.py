"""Prompt sets and captures as they travel."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from residview.api.schemas_captures import CaptureOut, CaptureWholeOut, PromptSetOut, SiteBasisOut, SiteOut
from residview.captures.position_means import point_set_name
from residview.store import captures, prompts, sites
from residview.store.tables import Model
from residview.store.tables_people import Person
from residview.store.tables_runs import Capture, PromptSet, SiteBasis, SiteRow
from residview.vocabulary import Part, PromptKind


def prompt_sets_out(session: Session, found: Sequence[PromptSet], person: Person | None) -> list[PromptSetOut]:
    owners = prompts.owners(session, found)
    captured = captures.by_prompt_set(session, found)
    return [
        PromptSetOut(
            name=each.name,
            title=each.title,
            source=each.source,
            kind=PromptKind(each.kind),
            n_prompts=each.n_prompts,
            n_tokens=each.n_tokens,
            checksum=each.checksum,
            owner=None if each.owner_id is None else owners[each.owner_id],
            mine=person is not None and each.owner_id == person.id,
            public=each.public,
            captures=captured[each.id],
            created_at=each.created_at,
        )
        for each in found
    ]


def captures_out(session: Session, found: Sequence[tuple[Capture, PromptSet]]) -> list[CaptureOut]:
    names = captures.site_names(session, [capture for capture, _ in found])
    return [
        CaptureOut(
            name=capture.name,
            prompt_set=prompt_set.name,
            title=prompt_set.title,
            source=prompt_set.source,
            kind=PromptKind(prompt_set.kind),
            parts=[Part(each) for each in capture.parts],
            n_prompts=capture.n_prompts,
            n_tokens=capture.n_tokens,
            n_shown=capture.n_shown,
            ready=capture.ready_at is not None,
            run=capture.run,
            sites=names[capture.name],
            created_at=capture.created_at,
        )
        for capture, prompt_set in found
    ]


def capture_whole_out(session: Session, model: Model, capture: Capture) -> CaptureWholeOut:
    """With its sites, once it is finished."""
    prompt_set = captures.prompt_set(session, capture)
    (whole,) = captures_out(session, [(capture, prompt_set)])
    found = sites.sites(session, capture) if whole.ready else []
    details = [_site_out(session, model, prompt_set, site) for site in found]
    return CaptureWholeOut(**dict(whole), details=details)


def _site_out(session: Session, model: Model, prompt_set: PromptSet, site: SiteRow) -> SiteOut:
    positions = point_set_name(site.name, prompt_set.name)
    return SiteOut(
        name=site.name,
        layer=site.layer,
        part=Part(site.part),
        head=site.head,
        hook=site.hook,
        note=site.note,
        d=site.d,
        checksum=site.checksum,
        n_tokens=site.n_rows,
        mean_norm=site.measured["mean_norm"],
        total_variance=site.measured["total_variance"],
        decomposition=site.measured["decomposition"],
        positions=positions if any(each.name == positions for each in model.point_sets) else None,
        bases=[_basis_out(basis) for basis in sites.bases(session, site)],
    )


def _basis_out(basis: SiteBasis) -> SiteBasisOut:
    groups = [{"first": first, "last": last} for first, last in basis.near_equal]
    return SiteBasisOut.model_validate({**basis.__dict__, "near_equal": groups})
