"""The points nearest to one in the full space, found in the database."""

from pgvector import Vector
from sqlalchemy import text
from sqlalchemy.orm import Session

from residview.store.tables import PointSetRow
from residview.store.vectors import Rows, connection_of, indexed, partition_of
from residview.vocabulary import Metric

#: How many candidates the index keeps while it looks (pgvector: at most 1000). On embedding tables, whose points
#: crowd around a few directions, more are needed than its usual 40.
MIN_CANDIDATES, MAX_CANDIDATES = 200, 1000

_OPERATORS = {Metric.COSINE: "<=>", Metric.EUCLIDEAN: "<->"}


def has_index(session: Session, point_set: PointSetRow, metric: Metric) -> bool:
    """Whether a search would ask the index. It holds cosines; for few points it would visit most of them, so these
    are compared one by one; and what is too wide for it has none."""
    if metric is not Metric.COSINE or point_set.n <= MAX_CANDIDATES:
        return False
    name = f"{partition_of(point_set.id)}_cosine"
    return session.scalar(text("SELECT to_regclass(:name)"), {"name": name}) is not None


def candidates(
    session: Session, point_set: PointSetRow, point: Rows, k: int, metric: Metric, exact: bool
) -> tuple[list[int], bool]:
    """Ids in which the k nearest to a point (d,) are, in ascending order, to be ranked by exact numbers, and whether
    they are from the index rather than from a scan.

    Several times k, since the index compares in float16 and the scan in float32. Rows of length 0 have no cosine and
    are left out by it."""
    wanted = min(max(4 * k, MIN_CANDIDATES), MAX_CANDIDATES)
    if not exact and has_index(session, point_set, metric):
        _ask_the_index(session, wanted)
        found = _ids(session, statement(point_set, wanted, metric, index=True), point)
        # Fewer than asked for: rows of length 0 are not in it, and among equal rows its paths may end early.
        if len(found) >= k:
            return found, True
    return _ids(session, statement(point_set, wanted, metric, index=False), point), False


def _ids(session: Session, query: str, point: Rows) -> list[int]:
    with connection_of(session).cursor(binary=True) as cursor:
        return sorted(row[0] for row in cursor.execute(query, {"point": Vector(point)}))


def statement(point_set: PointSetRow, limit: int, metric: Metric, index: bool) -> str:
    """The search in SQL, of the partition itself: the parent has no index, and reading it would hold up others."""
    partition = partition_of(point_set.id)
    if index:
        width = point_set.d
        order = f"{indexed(width)} <=> l2_normalize(%(point)s::vector)::halfvec({width:d})"
        return f"SELECT index FROM {partition} ORDER BY {order} LIMIT {limit:d}"
    some = "WHERE vector_norm(vector) > 0" if metric is Metric.COSINE else ""
    order = f"vector {_OPERATORS[metric]} %(point)s::vector, index"
    return f"SELECT index FROM {partition} {some} ORDER BY {order} LIMIT {limit:d}"


def _ask_the_index(session: Session, candidates: int) -> None:
    """For this transaction: how hard the index looks, and that the planner asks it whatever it thinks of its cost."""
    session.execute(text(f"SET LOCAL hnsw.ef_search = {candidates:d}"))
    session.execute(text("SET LOCAL enable_seqscan = off"))
