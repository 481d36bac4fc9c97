"""The vectors of a point set: a partition of `vectors`, written and read in bulk."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any, cast

import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector import Vector
from pgvector.psycopg import register_vector
from sqlalchemy import text
from sqlalchemy.orm import Session

from residview.store.session import Database

Rows = NDArray[np.float32]
Array = NDArray[np.floating]

ROWS_PER_BLOCK = 4096
#: While serving: as many threads as connections hold a block each.
ROWS_WHILE_SERVING = 1024
#: The widest halfvec that pgvector's HNSW indexes; wider point sets are searched without an index.
MAX_INDEXED = 4000

Advance = Callable[[int], None]

_PROGRESS = "SELECT tuples_done FROM pg_stat_progress_create_index WHERE pid = :pid"


def driver_of(session: Session) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", session.connection().connection.driver_connection)


def connection_of(session: Session) -> psycopg.Connection[Any]:
    """The same, told of pgvector's types, which takes some milliseconds."""
    connection = driver_of(session)
    register_vector(connection)
    return connection


def partition_of(point_set_id: int) -> str:
    return f"vectors_{int(point_set_id)}"


def save(session: Session, point_set_id: int, blocks: Iterable[Rows], advance: Advance) -> None:
    """Store rows under indices from 0.

    The partition is filled before it is attached: readers of other point sets never wait for it.
    """
    partition = partition_of(point_set_id)
    session.execute(text(f"CREATE TABLE {partition} (LIKE vectors)"))
    index = 0
    copy_in = f"COPY {partition} (point_set_id, index, vector) FROM STDIN WITH (FORMAT BINARY)"
    with connection_of(session).cursor() as cursor, cursor.copy(copy_in) as copy:
        copy.set_types(["int4", "int4", "vector"])
        for block in blocks:
            for row in block:
                copy.write_row((point_set_id, index, row))
                index += 1
            advance(len(block))
    session.execute(text(f"ALTER TABLE {partition} ADD PRIMARY KEY (point_set_id, index)"))
    # Known to hold, the check spares the scan that attaching would make; then it has done its work.
    own = f"{partition}_own"
    session.execute(text(f"ALTER TABLE {partition} ADD CONSTRAINT {own} CHECK (point_set_id = {point_set_id:d})"))
    session.execute(text(f"ALTER TABLE vectors ATTACH PARTITION {partition} FOR VALUES IN ({point_set_id:d})"))
    session.execute(text(f"ALTER TABLE {partition} DROP CONSTRAINT {own}"))


def indexed(d: int) -> str:
    """What the index holds, in SQL. Float16 of the direction alone: lengths beyond 65,504 would overflow."""
    return f"(l2_normalize(vector)::halfvec({d:d}))"


def create_index(session: Session, database: Database, point_set_id: int, d: int, advance: Advance) -> None:
    """The HNSW index by cosine, on float16 copies: exact numbers for the mathematics, half the memory for the
    search. Wider point sets than MAX_INDEXED get none. `database` is where progress is asked, from beside."""
    partition = partition_of(point_set_id)
    session.execute(text(f"ANALYZE {partition}"))
    session.execute(text(f"DROP INDEX IF EXISTS {partition}_cosine"))
    if d > MAX_INDEXED:
        return
    session.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
    with _watching(session, database, advance):
        session.execute(
            text(f"CREATE INDEX {partition}_cosine ON {partition} USING hnsw ({indexed(d)} halfvec_cosine_ops)")
        )


@contextmanager
def _watching(session: Session, database: Database, advance: Advance) -> Iterator[None]:
    """Tell of a CREATE INDEX in rows while the session is busy with it."""
    backend = session.scalar(text("SELECT pg_backend_pid()"))
    done = Event()

    def watch() -> None:
        seen = 0
        with database.autocommit() as connection:
            while not done.wait(0.5):
                rows = connection.scalar(text(_PROGRESS), {"pid": backend}) or seen
                advance(rows - seen)
                seen = rows

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def read(
    session: Session,
    point_set_id: int,
    first: int = 0,
    stop: int | None = None,
    step: int = 1,
    size: int = ROWS_PER_BLOCK,
) -> Iterator[Rows]:
    """Every `step`-th row from index `first` to `stop` (exclusive; the end if None), in order, in float32 blocks of
    shape (<= size, d)."""
    # The partition itself: a long read of the parent would keep other point sets from being dropped.
    where = "index >= %s AND (%s::int IS NULL OR index < %s) AND (index - %s) %% %s = 0"
    query = f"SELECT vector_send(vector) FROM {partition_of(point_set_id)} WHERE {where} ORDER BY index"
    return _blocks(session, query, (first, stop, stop, first, step), size)


def pick(session: Session, point_set_id: int, indices: Sequence[int], size: int = ROWS_PER_BLOCK) -> Iterator[Rows]:
    """The rows of some indices, each of which exists and stands once, in ascending order, as `read` gives them."""
    wanted = f"point_set_id = {point_set_id:d} AND index = ANY(%s)"  # as the primary key has them
    query = f"SELECT vector_send(vector) FROM {partition_of(point_set_id)} WHERE {wanted} ORDER BY index"
    return _blocks(session, query, (list(indices),), size)


def _blocks(session: Session, query: str, parameters: tuple[Any, ...], size: int) -> Iterator[Rows]:
    with connection_of(session).cursor(name="rows", binary=True) as cursor:
        cursor.itersize = size
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(size):
            yield _unpacked([row[0] for row in rows])


def _unpacked(sent: list[bytes]) -> Rows:
    """Vectors (n, d) as pgvector sends them, big-endian behind two int16; all at once, since a row at a time takes
    longer than all that is computed of it."""
    record = np.dtype([("dimensions", ">i2"), ("unused", ">i2"), ("numbers", ">f4", (len(sent[0]) // 4 - 1,))])
    return np.frombuffer(b"".join(sent), dtype=record)["numbers"].astype(np.float32)


def mean(session: Session, point_set_id: int) -> NDArray[np.float64]:
    """The mean (d,) of all rows, summed in float64."""
    total, n = np.float64(0), 0
    for block in read(session, point_set_id):
        total = total + block.sum(axis=0, dtype=np.float64)
        n += len(block)
    return np.asarray(total / n)


def drop(session: Session, point_set_id: int) -> None:
    session.execute(text(f"DROP TABLE IF EXISTS {partition_of(point_set_id)}"))


def inner_products(session: Session, point_set_id: int, vector: NDArray[np.floating]) -> NDArray[np.float64]:
    """Each row times a vector (d,), in order, (n,); in the database, in float32: for pictures."""
    query = f"SELECT -(vector <#> %s) FROM {partition_of(point_set_id)} ORDER BY index"
    with connection_of(session).cursor(binary=True) as cursor:
        cursor.execute(query, (Vector(vector.astype(np.float32)),))
        return np.fromiter((row[0] for row in cursor), dtype=np.float64, count=cursor.rowcount)
