"""``dragoman serve``: the desk in a browser."""

from __future__ import annotations

import socket
import sys
from argparse import Namespace

from dragoman.records import UsageError
from dragoman.web.settings import Settings


def run(arguments: Namespace) -> int:
    """Serve until interrupted."""
    return serve(
        Settings(
            archive=arguments.archive, host=arguments.host, port=arguments.port, model=arguments.model, lexicons=tuple(arguments.lexicon)
        )
    )


def serve(settings: Settings) -> int:
    """Serve a desk until interrupted; the exit status."""
    listening = _listen(settings)
    # A second of imports, which a wrong option should not wait for.
    from dragoman.web.app import build_app
    from dragoman.web.serving import Server

    app = build_app(settings)
    print(f"The desk is open at http://{settings.address}/ (Ctrl-C closes it).", file=sys.stderr, flush=True)
    Server(app).run(sockets=[listening])
    return 0


def _listen(settings: Settings) -> socket.socket:
    """The socket to listen at.

    Raises:
        UsageError: the address is not this machine's, or something listens there.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise UsageError(
            f"nothing can listen at {settings.address}: {error}", mend="Name another --port, or --host of this machine."
        ) from error
    return listening
