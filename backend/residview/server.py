"""Running the server: refuse what cannot work, say where it is, serve until told to stop."""

import signal
import socket
import sys
import threading
import time
import webbrowser
from types import FrameType

import uvicorn

from residview.errors import ResidviewError
from residview.settings import Settings


class CannotListen(ResidviewError):
    title = "Address not free"


def run(settings: Settings, open_browser: bool = False) -> None:
    """Serve until interrupted. Raises CannotListen, SchemaOutdated, DatabaseUnavailable before it begins."""
    from residview.api.app import create_app
    from residview.store import migrate
    from residview.store.session import open_database

    listener = _listen(settings.host, settings.port)
    database = open_database(settings)
    migrate.require_current(database)
    port = listener.getsockname()[1]
    url = f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{port}"
    app = create_app(settings, database)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=10)
    server = uvicorn.Server(config)
    threading.Thread(target=_announce, args=(server, url, open_browser), daemon=True).start()
    _run_until_signalled(server, listener, app.state.stopping)
    database.close()


def _run_until_signalled(server: uvicorn.Server, listener: socket.socket, stopping: threading.Event) -> None:
    """In a thread: in the main one uvicorn raises the signal again once it is done, and what stops the embedded
    database at exit would never run. The first signal finishes what is under way, a second does not wait."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.force_exit = server.should_exit
        server.should_exit = True
        stopping.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    thread.join()
    for number, handler in before.items():
        signal.signal(number, handler)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, UnicodeError) as error:
        raise CannotListen(
            f"Cannot serve on {host}:{port}: {getattr(error, 'strerror', None) or error}. Stop what listens there, or "
            "choose another address or port (--host, --port, PORT= for make)."
        ) from error


def _announce(server: uvicorn.Server, url: str, open_browser: bool) -> None:
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.02)
    sys.stdout.write(f"\nResidview is at {url}\nCtrl-C stops it.\n")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(url)
