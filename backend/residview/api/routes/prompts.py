"""Prompts: those that came with a model, and one's own."""

from typing import Annotated

from fastapi import APIRouter, Path

from residview.api.deps import DatabaseDep, ModelName
from residview.api.problems import responses
from residview.api.schemas_captures import (
    OwnPromptOut,
    PromptChange,
    PromptIn,
    PromptSetOut,
    PromptSetsOut,
    TokenizedOut,
    TokenizeIn,
)

PromptSetPath = Annotated[str, Path(alias="prompt_set", description="a prompt set's name", max_length=100)]

router = APIRouter(prefix="/models/{model}", tags=["prompts"], responses=responses(404, 503))


@router.get("/prompt-sets")
def list_prompt_sets(database: DatabaseDep, model_name: ModelName) -> PromptSetsOut:
    """Prompt sets of these weights: those for everyone, and one's own."""
    raise NotImplementedError


@router.get("/prompt-sets/{prompt_set}")
def get_prompt_set(database: DatabaseDep, model_name: ModelName, prompt_set_name: PromptSetPath) -> PromptSetOut:
    """One prompt set."""
    raise NotImplementedError


@router.post("/tokenize", responses=responses(409, 413, 422))
def tokenize(body: TokenizeIn, database: DatabaseDep, model_name: ModelName) -> TokenizedOut:
    """A text as the model reads it; nothing is stored."""
    raise NotImplementedError


@router.post("/prompts", status_code=201, responses=responses(401, 409, 413, 422, 429))
def add_prompt(body: PromptIn, database: DatabaseDep, model_name: ModelName) -> OwnPromptOut:
    """Keep a prompt under one's name, and have it captured."""
    raise NotImplementedError


@router.patch("/prompts/{prompt_set}", responses=responses(401, 403, 422))
def change_prompt(
    body: PromptChange, database: DatabaseDep, model_name: ModelName, prompt_set_name: PromptSetPath
) -> PromptSetOut:
    """Make one's own prompt public or private to its link, or rename it."""
    raise NotImplementedError


@router.delete("/prompts/{prompt_set}", status_code=204, responses=responses(401, 403))
def delete_prompt(database: DatabaseDep, model_name: ModelName, prompt_set_name: PromptSetPath) -> None:
    """Delete one's own prompt and what was captured of it."""
    raise NotImplementedError
