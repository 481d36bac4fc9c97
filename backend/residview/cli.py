"""The command line: `residview …`."""

import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from residview import __version__
from residview.errors import BadModelDirectory, ResidviewError
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database
from residview.vocabulary import PointSet, PromptKind

app = typer.Typer(
    help="An interactive web viewer of the residual stream of transformers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
db_app = typer.Typer(help="The database's schema.", no_args_is_help=True)
app.add_typer(db_app, name="db")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@contextmanager
def _expected() -> Iterator[None]:
    """Expected failures in one sentence and exit code 1; Ctrl-C as 130."""
    try:
        yield
    except ResidviewError as error:
        err.print(f"[bold red]{error.title}.[/] {_plain(str(error))}")
        raise typer.Exit(1) from error
    except ValidationError as error:
        for each in error.errors():
            name = "_".join(map(str, each["loc"])).upper()
            err.print(f"[bold red]Bad setting.[/] RESIDVIEW_{name}={_plain(repr(each['input']))}: {each['msg']}")
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        raise _stopped() from None
    except (DBAPIError, PoolTimeout, psycopg.Error) as error:
        # In the midst of a query, what goes wrong in letting go of it hides the interrupt itself.
        if _follows_an_interrupt(error):
            raise _stopped() from None
        err.print(f"[bold red]{_database_trouble(error)}")
        raise typer.Exit(1) from error


def _stopped() -> typer.Exit:
    err.print("\nStopped. Finished steps are kept, nothing half done is shown; the same command goes on.")
    return typer.Exit(130)


def _follows_an_interrupt(error: BaseException) -> bool:
    earlier = error.__context__
    return earlier is not None and (isinstance(earlier, KeyboardInterrupt) or _follows_an_interrupt(earlier))


def _database_trouble(error: DBAPIError | PoolTimeout | psycopg.Error) -> str:
    said = str(getattr(error, "orig", None) or error).strip()
    if "lock timeout" in said:
        return "Busy.[/] Another process holds what this one needs. Try again in a moment."
    if isinstance(error, OperationalError | psycopg.OperationalError):
        return (
            f"Database unavailable.[/] {_plain(said)}. Check that the server runs, and RESIDVIEW_DATABASE_URL "
            "(or, for the embedded one, RESIDVIEW_HOME)."
        )
    return f"The database refused.[/] {_plain(said)}"


def _plain(text: str) -> str:
    return text.replace("[", "\\[")


@contextmanager
def _database(current: bool = True) -> Iterator[Database]:
    # A step works on one connection, holds the model's lock on another and watches from a third.
    database = open_database(Settings(), connections=3)
    try:
        if current:
            migrate.require_current(database)
        yield database
    finally:
        database.close()


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    # A closed terminal or a service manager ends it as Ctrl-C does: the embedded database is let go of.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    if version:
        out.print(f"residview {__version__}")
        raise typer.Exit


@app.command()
def add(
    directory: Annotated[Path, typer.Argument(help="A Hugging Face model directory.")],
    name: Annotated[str | None, typer.Option(help="Its name here; the directory's name if not given.")] = None,
    fit: Annotated[
        list[str] | None,
        typer.Option(help="A basis to fit besides `positions` and `tokens`; can be given again."),
    ] = None,
    allow_padding: Annotated[
        bool, typer.Option("--allow-padding", help="Leave out rows that no token has the id of.")
    ] = False,
    prompts: Annotated[
        Path | None,
        typer.Option(help="Prompts to capture: .txt (a line each), .json (strings), .jsonl or .parquet (`text`)."),
    ] = None,
    dataset: Annotated[
        str | None, typer.Option(help="A data set to capture: a folder of such files, or a name on Hugging Face.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=20_000, help="Prompts that are taken, from the first on.")] = 1000,
    truncate: Annotated[
        bool, typer.Option("--truncate", help="Keep the beginning of prompts that are longer than the model reads.")
    ] = False,
) -> None:
    """Add a model: read its tables, compute PCA directions and scores, store them. Interrupted, it resumes.

    Prompts, if given, are then stored and wait for a worker to capture them."""
    from residview.precompute.add import add_model
    from residview.precompute.fits import DEFAULT_FITS, fit_named
    from residview.progress import RichReport

    with _expected():
        fits = dict.fromkeys((*DEFAULT_FITS, *map(fit_named, fit or ())))
        directory = directory.expanduser().absolute()
        name = name or directory.name
        if not _NAME.fullmatch(name):
            raise BadModelDirectory(
                f"{name!r} cannot name a model: it stands in links, so use letters, digits, '.', '_' and '-', "
                "at most 100, beginning with a letter or digit. Give one with --name."
            )
        found = list(_texts(prompts, dataset, most))
        with _database() as database:
            with RichReport(err) as report:
                added = add_model(database, directory, name, report, tuple(fits), allow_padding)
            told = [_capture(database, name, *each, truncate) for each in found]
    for line in told:
        out.print(line)
    if added.steps_run:
        out.print(f"Added {name} (revision {added.revision[:12]}) in {added.seconds:.1f} s.")
    else:
        out.print(f"{name} (revision {added.revision[:12]}) is here already, nothing to do.")


def _texts(prompts: Path | None, dataset: str | None, most: int) -> Iterator[tuple[list[str], PromptKind, str, str]]:
    """Of what was given, before any model is added: texts, kind, title, source."""
    from residview.captures.texts import of_dataset, of_file

    if prompts is not None:
        yield of_file(prompts, most), PromptKind.FILE, prompts.name, f"The file {prompts.name}."
    if dataset is not None:
        texts, where = of_dataset(dataset, most)
        yield texts, PromptKind.DATASET, Path(dataset).name, f"From {where}."


def _capture(
    database: Database, name: str, texts: list[str], kind: PromptKind, title: str, source: str, truncate: bool
) -> str:
    from residview.captures.adding import add_prompts

    added = add_prompts(database, name, texts, kind, title, source, truncate)
    cut = f", {added.n_cut:,} of them cut" if added.n_cut else ""
    return (
        f"{added.n_prompts:,} prompts of {title} ({added.n_tokens:,} tokens{cut}) are {added.name}; the run "
        f"{added.run} captures them as soon as a worker is there (residview worker)."
    )


@app.command()
def models() -> None:
    """List the models."""
    from residview.store.models import ready_models

    with _expected(), _database() as database, database.reading() as session:
        table = Table("name", "architecture", "positions", "d_model", "points", "revision", box=None)
        rows = ready_models(session)
        for model in rows:
            tables = [each for each in model.point_sets if each.name in set(PointSet)]
            points = ", ".join(f"{each.n:,} {each.name}" for each in tables)
            table.add_row(
                model.name,
                model.architecture,
                model.positional_scheme,
                str(model.d_model),
                points,
                model.revision[:12],
            )
        out.print(table if rows else "No models yet. Add one: residview add DIRECTORY")


@app.command()
def remove(name: Annotated[str, typer.Argument(help="The model's name.")]) -> None:
    """Remove a model and what was computed of it. Permalinks stay, and say what they miss."""
    from residview.precompute.add import remove_model
    from residview.progress import RichReport

    with _expected(), _database() as database, RichReport(err) as report:
        remove_model(database, name, report)
    out.print(f"Removed {name}.")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.")] = None,
) -> None:
    """Serve the API and the pages."""
    from residview.server import run

    with _expected():
        run(_with(Settings(), host, port))


@app.command()
def worker(
    child: Annotated[bool, typer.Option("--child", hidden=True, help="End with standard input.")] = False,
) -> None:
    """Carry out what needs a running model: captures, prompts, interventions. As many as there is memory for."""
    from residview.jobs.worker import work

    with _expected():
        work(Settings(), lambda: out.print("The worker waits for runs. Ctrl-C stops it."), child)


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="Port to serve on.")] = None,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = True,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Start a worker too, where what it needs is installed.")
    ] = True,
) -> None:
    """Everything in one go: database, migrations, the bundled demo model, a worker, the server."""
    from residview.captures import bundled
    from residview.demo import DEMO_MODEL
    from residview.jobs.child import worker_beside
    from residview.jobs.installed import can_run_models
    from residview.precompute.add import add_model
    from residview.progress import RichReport
    from residview.server import run

    with _expected():
        settings = _with(Settings(), None, port)
        database = open_database(settings, connections=3)
        try:
            migrate.upgrade(database)
            with RichReport(err) as report:
                add_model(database, DEMO_MODEL, "demo", report)
            works = with_worker and can_run_models()
            if works:
                # While the page is up already: it shows how far they are.
                bundled.ensure(database)
        finally:
            database.close()
        with worker_beside(settings) if works else nullcontext():
            run(settings, open_browser=open_browser)


def _with(settings: Settings, host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    return Settings(**settings.model_dump() | {name: value for name, value in given.items() if value is not None})


@app.command()
def openapi() -> None:
    """Print the API's OpenAPI document."""
    from residview.api.app import openapi_json

    sys.stdout.write(openapi_json())


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database's schema up to date."""
    with _expected(), _database(current=False) as database:
        migrate.upgrade(database)
        out.print(f"The schema is at {migrate.head()}.")


@db_app.command("current")
def db_current() -> None:
    """Say where the database's schema is."""
    with _expected(), _database(current=False) as database:
        out.print(f"{migrate.current(database) or 'empty'} (this Residview needs {migrate.head()})")
