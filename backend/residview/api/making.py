"""Directions and sums out of what a person asks for: computed, stored, found again under the same name.

A link pins the recipe of each it shows, from which they are made again where they are missing.
"""

from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from residview.api.schemas_find import DirectionIn, MeanIn
from residview.errors import BadPoints, BadText, NoDirection
from residview.models.tokenizing import token_ids, tokenizer_of
from residview.numerics.directions import difference
from residview.store import directions, models, points, sums
from residview.store.directions import Vector
from residview.store.tables import Direction, Model, Sums


def make_direction(session: Session, model: Model, recipe: DirectionIn) -> Direction:
    """The direction from the mean of `minus` to that of `plus`, or to `plus` from the origin.

    Raises UnknownPointSet, BadRange, BadPoints or NoDirection.
    """
    return directions.save(session, model, _canonical(recipe), *difference_of(session, model, recipe))


def restore_direction(session: Session, model: Model, name: str, recipe: DirectionIn) -> Direction:
    """The same under the name that a link knows it by, whatever rule for names it was made under."""
    return directions.keep(session, model, name, _canonical(recipe), *difference_of(session, model, recipe))


def difference_of(session: Session, model: Model, recipe: DirectionIn) -> tuple[float, Vector]:
    """The length and the unit vector of what a recipe says. Raises what `make_direction` does."""
    if recipe.minus is not None:
        sets = [models.point_set(model, mean.point_set) for mean in (recipe.plus, recipe.minus)]
        points.check_widths(*sets)
    plus = _mean(session, model, recipe.plus, "plus")
    minus = None if recipe.minus is None else _mean(session, model, recipe.minus, "minus")
    found = difference(plus, minus)
    if found is None:
        what = "The mean of these points is" if minus is None else "The difference of these means is"
        raise NoDirection(f"{what} of length 0, so it points nowhere. Choose other points.")
    return found


def make_sums(session: Session, model: Model, text: str) -> Sums:
    """The sums of a text, as the model's own tokenizer splits it. Raises BadText or ModelOutdated."""
    if not text:
        raise BadText("The text is empty. Type a word; spaces and line ends are tokens too.")
    if "\0" in text:
        raise BadText("The text holds a NUL character (U+0000), which cannot be stored. Leave it out.")
    tokenizer = tokenizer_of(model.revision, lambda: sums.tokenizer(model))
    return sums.save(session, model, text, token_ids(tokenizer, text))


def _mean(session: Session, model: Model, asked: MeanIn, field: str) -> Vector:
    point_set = models.point_set(model, asked.point_set)
    points.check_ids(point_set, asked.ids)
    twice = next((id_ for id_, times in Counter(asked.ids).items() if times > 1), None)
    if twice is not None:
        raise BadPoints(f"{field}.ids names the point {twice} more than once; a mean takes each once.")
    return directions.mean(session, point_set, asked.ids)


def _canonical(recipe: DirectionIn) -> dict[str, Any]:
    """The recipe as it is named and kept: a mean has no order."""
    written = recipe.model_dump(mode="json")
    for mean in (written["plus"], written["minus"]):
        if mean is not None:
            mean["ids"].sort()
    return written
