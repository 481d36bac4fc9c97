"""Which components are asked for."""

from residview.errors import BadRange
from residview.vocabulary import MAX_COMPONENTS_PER_ANSWER


def check_range(basis: str, n_components: int, first: int, last: int) -> None:
    """Raise BadRange where a basis of so many components has not all of `first` to `last`, or they are too many."""
    has = f"The basis {basis!r} has components 1 to {n_components}"
    if first < 1:
        raise BadRange(f"from={first} was asked for. {has}; they count from 1.")
    if first > n_components:
        raise BadRange(f"from={first} was asked for. {has}.")
    if last < first:
        raise BadRange(f"from={first} is beyond to={last}. Swap them.")
    if last > n_components:
        raise BadRange(f"to={last} was asked for. {has}.")
    if last - first + 1 > MAX_COMPONENTS_PER_ANSWER:
        raise BadRange(
            f"{last - first + 1} components were asked for (from={first} to={last}); one answer brings at most "
            f"{MAX_COMPONENTS_PER_ANSWER}. Ask in parts."
        )
