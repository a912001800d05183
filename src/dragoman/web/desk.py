"""What every page asks of: the archive, the accounts, and a coder that is loaded when one is first needed."""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from litestar.di import NamedDependency

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.records import UsageError
from dragoman.web.accounts import Accounts
from dragoman.web.settings import Settings

if TYPE_CHECKING:
    from dragoman.coder import Coder

MOST_ASSEMBLED = 2000
"""So many waiting reports are taken up within a request at most."""


class Desk:
    """An open archive with its settings. One object serves all threads.

    Raises:
        ArchiveError: the archive cannot be opened.
        UsageError: others could reach the desk, and nobody has an account.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.archive = Archive(settings.archive)
        self.assembly = Assembly(self.archive)
        self.accounts = Accounts(self.archive)
        self.has_accounts = self.accounts.any_there()
        """As it was at the start: a desk that was open to its own machine does not lock somebody out in mid-work."""
        self._coder: Coder | None = None
        self._loading = threading.Lock()
        self._assembling = threading.Lock()
        self.listening = 0
        """How many listen to the stream of records."""
        self.closing = threading.Event()
        """Set when the server begins to stop: what would go on of itself ends then."""
        if not settings.is_local and not self.has_accounts:
            self.archive.close()
            raise UsageError(
                f"others could reach a desk at {settings.host}, and nobody has an account",
                mend="Make one: dragoman accounts add NAME --role admin --archive …; or leave --host away to serve this machine alone.",
            )

    def close(self) -> None:
        """Close the archive."""
        self.archive.close()

    @property
    def coder(self) -> Coder:
        """The coder; loading it takes seconds the first time (``warm`` does it in the background)."""
        with self._loading:
            if self._coder is None:
                from dragoman.coder import Coder  # loads the language model's library, which no page but two needs

                self._coder = Coder(model=self.settings.model, lexicons=tuple(map(Path, self.settings.lexicons)))
            return self._coder

    @functools.cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon, for what a field may be."""
        return load_lexicon(map(Path, self.settings.lexicons))

    def assemble(self) -> bool:
        """Take up what the archive learnt; false where so much waits that a command should do it."""
        with self._assembling:
            if self.assembly.waiting() > MOST_ASSEMBLED:
                return False
            self.assembly.update()
            return True

    def warm(self) -> None:
        """Begin to load the coder, so that nobody waits for it."""
        threading.Thread(target=lambda: self.coder, name="load the coder", daemon=True).start()


TheDesk = NamedDependency[Desk]
"""What a handler takes to be given the desk."""
