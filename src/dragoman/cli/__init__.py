"""The command line: what people touch. No rule of the field lives here.

Each command is a module with ``run(arguments) -> exit status``, imported when it is asked for.
"""

from dragoman.cli.main import main

__all__ = ["main"]
