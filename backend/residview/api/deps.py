"""What routes are given: the database, and names by their kind.

Routes open their session themselves. As a dependency it would be held from one thread's turn to the next, and
forty requests waiting for five connections would keep those that have one from ever getting a thread.
"""

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from residview.store.session import Database


def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


DatabaseDep = Annotated[Database, Depends(get_database)]

ModelName = Annotated[str, Path(alias="model", description="a model's name", examples=["demo"], max_length=100)]
BasisName = Annotated[
    str, Path(alias="basis", description="a basis of the model", examples=["positions"], max_length=100)
]
PointSetName = Annotated[
    str, Path(alias="point_set", description="a point set of the model", examples=["tokens"], max_length=100)
]
Slug = Annotated[str, Path(description="what stands behind /v/", examples=["k3w9q2hd7m"], max_length=100)]
Version = Annotated[
    str | None,
    Query(
        description="the checksum that the address should name; with it the answer may be cached for ever, "
        "without it it is revalidated, and where it is another than the one here the answer is 409",
        max_length=200,
    ),
]
CapturePath = Annotated[
    str, Path(alias="capture", description="a capture's name", examples=["c-k3w9q2hd7m"], max_length=100)
]
SitePath = Annotated[
    str, Path(alias="site", description="a site of the capture", examples=["2.resid_pre"], max_length=40)
]
SiteBasisName = Annotated[
    str,
    Query(
        alias="basis",
        max_length=100,
        description="a basis of the site, or one of the model where its rows lie in the residual stream's space; a "
        "prompt of one's own is seen in the bases of the model's bundled prompts at the same site",
        examples=["pca"],
    ),
]
