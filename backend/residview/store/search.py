"""Tokens found by their strings, and the classes of these."""

import json
from collections.abc import Callable
from time import monotonic

from sqlalchemy.orm import Session

from residview.errors import BadPattern, ModelOutdated
from residview.store import models
from residview.store.tables import Model
from residview.vocabulary import Match, PointSet

#: Bytes for a pattern, compiled and at work. It bounds how large a pattern can grow, and so the time for each letter.
_PATTERN_BYTES = 1 << 20

#: Linear time is not little time: an unkind pattern of 500 letters takes 0.2 ms for a token, 10 s for 50,000.
SECONDS = 3.0

Matches = Callable[[str], bool]


def tokens(session: Session, model: Model, q: str, match: Match, case: bool) -> list[int]:
    """The ids of all tokens whose label matches, ascending. Raises BadPattern."""
    matches = matcher(q, match, case)
    point_set = models.point_set(model, PointSet.TOKENS)
    labels: list[str] = json.loads(models.labels(session, point_set.id))
    deadline = monotonic() + SECONDS
    found = []
    for id_, label in enumerate(labels):
        if id_ % 256 == 0 and monotonic() > deadline:
            raise BadPattern(
                f"{q!r} took longer than {SECONDS} s for the first {id_:,} of {len(labels):,} tokens. Make it "
                "simpler: repetitions of repetitions cost most."
            )
        if matches(label):
            found.append(id_)
    return found


def matcher(q: str, match: Match, case: bool) -> Matches:
    """Whether a string matches. Without `case`, strings and `q` are compared folded (Unicode's full case folding;
    a regular expression by RE2's own). Raises BadPattern."""
    if not q:
        raise BadPattern("q is empty. Give a part of a token, a token, or a regular expression; spaces count.")
    if match is Match.REGEX:
        return _regex(q, case)
    if not case:
        folded = q.casefold()
        if match is Match.EXACT:
            return lambda label: label.casefold() == folded
        return lambda label: folded in label.casefold()
    if match is Match.EXACT:
        return lambda label: label == q
    return lambda label: q in label


def _regex(pattern: str, case: bool) -> Matches:
    import re2  # loaded with the first pattern

    options = re2.Options()
    options.max_mem = _PATTERN_BYTES
    options.case_sensitive = case
    options.never_capture = True
    options.log_errors = False
    try:
        compiled = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
        raise BadPattern(
            f"The regular expression {pattern!r} cannot be used: {reason}. It is read as RE2 reads it, which takes "
            "linear time and so knows no backreferences and no lookaround."
        ) from error
    # As bytes: of a string it would count characters for each match.
    return lambda label: compiled.search(label.encode()) is not None


def classes(model: Model) -> bytes:
    """The class of each token as its place in TokenClass. Raises ModelOutdated where none are stored."""
    stored = models.point_set(model, PointSet.TOKENS).classes
    if stored is None:
        raise ModelOutdated(model.name, "the classes of its tokens")
    return stored
