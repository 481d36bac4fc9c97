"""The spaces that directions of a model lie in: the residual stream's, and one for each site that is not of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.store.tables import Model
from residview.store.tables_runs import Capture, SiteRow
from residview.vocabulary import PARTS_OF_THE_STREAM, RESIDUAL


def space_of(site_name: str) -> str:
    """The space of a site's rows, by name."""
    return RESIDUAL if site_name.split(".")[1] in PARTS_OF_THE_STREAM else site_name


def widths(session: Session, model: Model) -> dict[str, int]:
    """How many coordinates each space has, the residual stream first, then those of sites that were captured."""
    query = select(SiteRow.name, SiteRow.d).join(Capture, Capture.name == SiteRow.capture)
    here = session.execute(query.where(Capture.revision == model.revision).distinct().order_by(SiteRow.name))
    own = {name: d for name, d in here if space_of(name) != RESIDUAL}
    return {RESIDUAL: model.d_model, **own}
