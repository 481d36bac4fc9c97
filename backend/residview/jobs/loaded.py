"""The model that a worker holds: opened for its first run, kept until another is wanted."""

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from sqlalchemy import select

from residview.errors import ModelFilesGone, ResidviewError
from residview.models.directory import revision_of
from residview.store.session import Database
from residview.store.tables import Model

if TYPE_CHECKING:
    from residview.forward.opened import OpenModel


class Loaded:
    """One model at a time, found by its revision; one that a run still holds is not opened twice."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._held: WeakValueDictionary[str, OpenModel] = WeakValueDictionary()
        self._latest: OpenModel | None = None

    def open(self, revision: str) -> "OpenModel":
        """Raises ModelFilesGone, or what `open_model` does."""
        model = self._held.get(revision)
        if model is None:
            from residview.forward.opened import open_model  # torch: seconds, and only where a model is run

            directory = self._directory(revision)
            # Before the next is read, or both would be in memory.
            self._latest = None
            model = self._held[revision] = open_model(directory)
        self._latest = model
        return model

    def _directory(self, revision: str) -> Path:
        """Where its files are, still the same ones."""
        query = select(Model.name, Model.directory).where(Model.revision == revision, Model.ready_at.is_not(None))
        with self._database.reading() as session:
            known = session.execute(query.order_by(Model.id)).all()
        if not known:
            raise ModelFilesGone(f"No model here has the revision {revision[:12]} any more: it was removed.")
        for _, directory in known:
            if directory is not None and _has_revision(Path(directory), revision):
                return Path(directory)
        name, directory = known[0]
        where = "are not known" if directory is None else f"are no longer in {directory!r}, or have changed"
        raise ModelFilesGone(
            f"The files of {name!r} (revision {revision[:12]}) {where}. Run `residview add DIRECTORY --name {name}` "
            "with the directory that holds them, on the machine of the worker."
        )


def _has_revision(directory: Path, revision: str) -> bool:
    try:
        return revision_of(directory) == revision
    except (OSError, ResidviewError):
        return False
