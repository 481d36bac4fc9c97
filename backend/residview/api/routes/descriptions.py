"""What people say of saved directions, and which saying is best."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from residview.api.deps import DatabaseDep, ModelName
from residview.api.person import PersonDep, require
from residview.api.problems import responses
from residview.api.rates import a_write
from residview.api.routes.saved import SavedPath
from residview.api.schemas_people import DescriptionIn, DescriptionOut, VoteIn
from residview.store import descriptions, models, saved

DescriptionPath = Annotated[
    int, Path(alias="description", description="a description's number", examples=[7], ge=1, le=2**31 - 1)
]

router = APIRouter(
    tags=["saved directions"], responses=responses(401, 403, 404, 422, 429, 503), dependencies=[Depends(a_write)]
)


@router.put("/models/{model}/saved-directions/{saved}/description", responses=responses(413))
def describe(
    body: DescriptionIn, database: DatabaseDep, model_name: ModelName, saved_name: SavedPath, proof: PersonDep
) -> DescriptionOut:
    """Say what one takes it to be; said again, it is changed, and votes on what was said before are dropped."""
    with database.transaction() as session:
        me = require(session, proof, "A description")
        described = saved.find_listed(session, models.ready_model(session, model_name), saved_name)
        return DescriptionOut.model_validate(descriptions.describe(session, described, me, body.text))


@router.delete("/models/{model}/saved-directions/{saved}/description", status_code=204)
def retract_description(database: DatabaseDep, model_name: ModelName, saved_name: SavedPath, proof: PersonDep) -> None:
    """Take back what one said, and the votes on it."""
    with database.transaction() as session:
        me = require(session, proof, "A description")
        descriptions.retract(session, saved.find(session, models.ready_model(session, model_name), saved_name), me)


@router.put("/descriptions/{description}/vote", responses=responses(413))
def vote(body: VoteIn, database: DatabaseDep, description_id: DescriptionPath, proof: PersonDep) -> DescriptionOut:
    """Vote up, down, or take the vote back: one for a person and a description, the last one counts, and none on
    one's own."""
    with database.transaction() as session:
        me = require(session, proof, "A vote")
        return DescriptionOut.model_validate(descriptions.vote(session, description_id, me, body.value))
