"""What pages say of what they show, in words."""

from urllib.parse import quote

from fastapi import Request
from sqlalchemy.orm import Session

from residview.api import links, provenance
from residview.api.links import Link, ResidualsLink
from residview.api.page_head import Said
from residview.api.view_checks import completed
from residview.store import bases, captures, models, permalinks
from residview.store.tables import Basis, Model
from residview.view_state import ViewState

_RESIDUALS = (
    "Prompts coloured by the dot product of their residuals with a direction, layer by layer, beside the same "
    "residuals in three components."
)
_INTERVENTIONS = (
    "What the model predicts next when a direction is added to its residual stream, a head removed, or its positions "
    "moved: before and after."
)


def of_link(request: Request, session: Session, slug: str) -> Said:
    """Raises UnknownPermalink."""
    link = links.opened(session, permalinks.find(session, slug))
    lines, shown = _of_residuals_link(session, link) if isinstance(link, ResidualsLink) else _of_view_link(link)
    made = " · ".join(lines) if lines else " ".join(link.found.differences)
    title = link.stored.title or f"{link.state.model} · {shown}"
    return Said(
        title=title,
        description=link.stored.note or made,
        url=_absolute(request, f"v/{link.stored.slug}"),
        image=_absolute(request, f"api/v1/permalinks/{link.stored.slug}/preview.png"),
        image_says=f"Scatter plot in three dimensions. {title}: {made}",
    )


def of_embeddings(request: Request, session: Session) -> Said | None:
    """Of what the address asks for, or of what the page shows first."""
    model = _model(request, session)
    if model is None:
        return None
    basis = _basis(session, model, request.query_params.get("basis"))
    made = " · ".join(provenance.lines(completed(ViewState(model=model.name, basis=basis.name), basis), model, basis))
    title = f"{model.name} · {provenance.basis_title(basis)}"
    return Said(
        title=title,
        description=f"Positional and token embeddings in three components. {made}",
        url=str(request.url),
        image=_picture(request, model, basis),
        image_says=f"Scatter plot in three dimensions. {title}: {made}",
    )


def of_residuals(request: Request, session: Session) -> Said | None:
    return _of_residual_stream(request, session, "residual stream", _RESIDUALS)


def of_interventions(request: Request, session: Session) -> Said | None:
    return _of_residual_stream(request, session, "interventions", _INTERVENTIONS)


def _of_residual_stream(request: Request, session: Session, what: str, description: str) -> Said | None:
    model = _model(request, session)
    if model is None:
        return None
    captured = [prompts.title for capture, prompts in captures.listed(session, model, None) if capture.ready_at]
    of = f" Captured: {', '.join(captured)}." if captured else ""
    return Said(
        title=f"{model.name} · {what}",
        description=f"{description}{of}",
        url=str(request.url),
        image=_picture(request, model, _basis(session, model)),
        image_says=f"Scatter plot of the embeddings of {model.name} in three dimensions.",
    )


def _of_view_link(link: Link) -> tuple[tuple[str, ...], str]:
    """Its provenance, nothing where it cannot be shown, and what it is called where it has no title."""
    found = link.found
    if found.model is None or found.basis is None:
        return (), link.state.basis
    return provenance.lines(link.state, found.model, found.basis), link.state.basis


def _of_residuals_link(session: Session, link: ResidualsLink) -> tuple[tuple[str, ...], str]:
    state, found = link.state, link.found
    if found.model is None or found.place is None:
        return (), state.site
    prompts = captures.prompt_set(session, found.place.capture)
    lines = provenance.residual_lines(state, found.model, found.place.capture, prompts, found.place.basis)
    return lines, provenance.site_text(state.site)


def _model(request: Request, session: Session) -> Model | None:
    """The one that the address asks for, or the first; None where there is none yet. Raises UnknownModel."""
    known = models.ready_models(session)
    return models.ready_model(session, request.query_params.get("model", known[0].name)) if known else None


def _basis(session: Session, model: Model, asked: str | None = None) -> Basis:
    """The one asked for, or the one that the embedding page shows first. Raises UnknownBasis."""
    here = [basis.name for basis in bases.bases(session, model)]
    first = "positions" if "positions" in here else here[0] if here else ""
    return bases.basis(session, model, first if asked is None else asked)


def _picture(request: Request, model: Model, basis: Basis) -> str:
    theme = "light" if request.query_params.get("theme") == "light" else "dark"
    path = f"api/v1/models/{quote(model.name, '')}/bases/{quote(basis.name, '')}/preview.png?theme={theme}"
    return _absolute(request, path)


def _absolute(request: Request, path: str) -> str:
    return f"{request.base_url}{path}"
