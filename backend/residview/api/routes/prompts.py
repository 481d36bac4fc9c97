"""Prompts: those for everyone, and one's own."""

import json
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from sqlalchemy.orm import Session

from residview.api.captured import prompt_sets_out
from residview.api.deps import DatabaseDep, ModelName
from residview.api.person import PersonDep, known, require
from residview.api.problems import responses
from residview.api.rates import a_write
from residview.api.routes.runs import described
from residview.api.schemas_captures import (
    OwnPromptOut,
    PromptChange,
    PromptIn,
    PromptSetOut,
    PromptSetsOut,
    TokenizedOut,
    TokenizeIn,
)
from residview.captures.asking import ask
from residview.captures.tokenized import first_token, prompt_ids, text_ids
from residview.errors import NotYours, TooOften
from residview.store import models, prompts
from residview.store.tables import Model
from residview.store.tables_people import Person
from residview.store.tables_runs import PromptSet
from residview.vocabulary import PointSet

PromptSetPath = Annotated[
    str, Path(alias="prompt_set", description="a prompt set's name", examples=["held-out"], max_length=100)
]

_PER_MINUTE = 30
_TITLE = 60

router = APIRouter(prefix="/models/{model}", tags=["prompts"], responses=responses(404, 503))


@router.get("/prompt-sets")
def list_prompt_sets(database: DatabaseDep, model_name: ModelName, proof: PersonDep) -> PromptSetsOut:
    """Prompt sets of these weights: those for everyone, and one's own."""
    with database.reading() as session:
        person = known(session, proof)
        found = prompts.listed(session, models.ready_model(session, model_name), person)
        return PromptSetsOut(prompt_sets=prompt_sets_out(session, found, person))


@router.get("/prompt-sets/{prompt_set}")
def get_prompt_set(
    database: DatabaseDep, model_name: ModelName, prompt_set_name: PromptSetPath, proof: PersonDep
) -> PromptSetOut:
    """One prompt set; a private one too, for who has its name."""
    with database.reading() as session:
        found = prompts.find(session, models.ready_model(session, model_name), prompt_set_name)
        return prompt_sets_out(session, [found], known(session, proof))[0]


@router.post("/tokenize", responses=responses(400, 409, 413, 422))
def tokenize(body: TokenizeIn, database: DatabaseDep, model_name: ModelName) -> TokenizedOut:
    """A text as the model reads it, of whatever length; nothing is stored."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        ids = text_ids(model, body.text, body.bos)
        strings = json.loads(models.labels(session, models.point_set(model, PointSet.TOKENS).id))
    first = first_token(model, body.bos)
    return TokenizedOut(ids=ids, labels=[strings[id_] for id_ in ids], bos=first, n_ctx=model.n_ctx)


@router.post(
    "/prompts",
    status_code=201,
    dependencies=[Depends(a_write)],
    responses=responses(400, 401, 403, 409, 413, 422, 429),
)
def add_prompt(body: PromptIn, database: DatabaseDep, model_name: ModelName, proof: PersonDep) -> OwnPromptOut:
    """Keep a prompt under one's name, and have it captured. Typed again, it is the same prompt."""
    with database.transaction() as session:
        person = require(session, proof, "A prompt of one's own")
        model = models.ready_model(session, model_name)
        ids = prompt_ids(model, body.text, body.bos)
        _check_rate(session, person)
        kept = prompts.save_own(
            session,
            model.revision,
            ids,
            owner=person,
            title=body.title or " ".join(body.text.split())[:_TITLE],
            source=f"Typed by {person.name}.",
            public=body.public,
        )
        _, run = ask(database, session, kept, body.parts, urgent=True)
        return OwnPromptOut(
            prompt_set=prompt_sets_out(session, [kept], person)[0],
            run=described(session, run),
        )


def _check_rate(session: Session, person: Person) -> None:
    """Of prompts that are new, in the database: whatever server they came by."""
    if prompts.n_recent(session, person, timedelta(minutes=1)) >= _PER_MINUTE:
        raise TooOften("prompts", _PER_MINUTE, 60)


@router.patch(
    "/prompts/{prompt_set}", dependencies=[Depends(a_write)], responses=responses(400, 401, 403, 413, 422, 429)
)
def change_prompt(
    body: PromptChange,
    database: DatabaseDep,
    model_name: ModelName,
    prompt_set_name: PromptSetPath,
    proof: PersonDep,
) -> PromptSetOut:
    """Make one's own prompt public or private to its link, or rename it."""
    with database.transaction() as session:
        person, found = _own(session, proof, models.ready_model(session, model_name), prompt_set_name)
        if body.public is not None:
            found.public = body.public
        if body.title is not None:
            found.title = body.title
        return prompt_sets_out(session, [found], person)[0]


@router.delete(
    "/prompts/{prompt_set}", status_code=204, dependencies=[Depends(a_write)], responses=responses(401, 403, 429)
)
def delete_prompt(
    database: DatabaseDep, model_name: ModelName, prompt_set_name: PromptSetPath, proof: PersonDep
) -> None:
    """Delete one's own prompt and what was captured of it."""
    with database.transaction() as session:
        _, found = _own(session, proof, models.ready_model(session, model_name), prompt_set_name)
        prompts.remove(session, found)


def _own(session: Session, proof: PersonDep, model: Model, name: str) -> tuple[Person, PromptSet]:
    """Who asks, and the prompt of theirs. Raises NeedsName, UnknownPromptSet or NotYours."""
    person = require(session, proof, "A prompt of one's own")
    found = prompts.find(session, model, name)
    if found.owner_id != person.id:
        whose = prompts.owners(session, [found]).get(found.owner_id or 0)
        raise NotYours(
            f"The prompts {name!r} are {f'{whose}’s' if whose else 'for everyone'}. Only who typed a prompt may "
            "change or delete it."
        )
    return person, found
