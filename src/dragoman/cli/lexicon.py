"""``dragoman lexicon``: list the files of the lexicon, or check them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dragoman.lexicon import load_lexicon
from dragoman.lexicon.load import sections
from dragoman.records import UsageError


def run(arguments: Namespace) -> int:
    """List or check; a faulty lexicon is a fault of the command's (2), each fault named."""
    folders = [Path(folder) for folder in arguments.folders]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f'there is no folder "{folder}"', mend="Give folders that hold events/, actors/ and the like.")
    lexicon = load_lexicon(folders)
    for section in sections():
        names = lexicon.files(section)
        if arguments.action == "list" and names:
            print(f"{section.folder}/  {', '.join(names)}")
    if arguments.action == "check":
        print(f"lexicon {lexicon.version}: {sum(len(lexicon.files(s)) for s in sections())} files, no fault")
    return 0
