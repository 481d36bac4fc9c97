"""The mean residual at each position, as points of the model: what a rotary model has in place of a table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select

from residview.captures.sums import SiteSums
from residview.numerics.moments import Matrix
from residview.precompute import steps
from residview.precompute.alone import alone
from residview.precompute.means import means_steps
from residview.store import models
from residview.store.session import Database
from residview.store.tables import StepRow
from residview.store.tables_runs import SiteRow
from residview.store.vectors import Rows

#: A mean over fewer prompts says more of these than of the position.
MIN_PROMPTS = 8
#: With fewer there is no curve.
_MIN_POSITIONS = 3


@dataclass(frozen=True)
class PositionMeans:
    """Implements `precompute.steps.Source`. means: (n, d), of positions 0 to n - 1; `site` names what they are of."""

    means: Matrix
    site: str

    @property
    def n(self) -> int:
        return len(self.means)

    @property
    def d(self) -> int:
        return int(self.means.shape[1])

    @property
    def labels(self) -> list[str]:
        return [str(position) for position in range(self.n)]

    @property
    def left_out(self) -> int:
        return 0

    @property
    def arguments(self) -> dict[str, Any]:
        return {"site": self.site, "n": self.n}

    def blocks(self) -> Iterator[Rows]:
        yield self.means.astype(np.float32)


def point_set_name(site: str, prompt_set: str) -> str:
    return f"positions@{site}@{prompt_set}"


def store(
    database: Database, revision: str, site: SiteRow, prompt_set: str, sums: SiteSums, pause: Callable[[], None]
) -> None:
    """Store the mean of each position that enough prompts have in all models of these weights, with a basis of the
    same name. `pause` is called before each piece, and may raise."""
    means = PositionMeans(sums.position_means(MIN_PROMPTS), site.checksum)
    if means.n < _MIN_POSITIONS:
        return
    name = point_set_name(site.name, prompt_set)
    with database.reading() as session:
        of = [model.name for model in models.ready_models(session) if model.revision == revision]
    for model_name in of:
        with alone(database, model_name, lambda _: pause()):
            with database.reading() as session:
                model = models.ready_model(session, model_name)
                wanted = means_steps(session, model, name, means)
                keys = select(StepRow.key).where(StepRow.model_id == model.id)
                done = set(session.scalars(keys))
            for step in wanted:
                if step.key(revision) not in done:
                    pause()
                    steps.run(database, model_name, revision, step, lambda _: None)
