"""``dragoman lexicon``: list the files of the lexicon, or check them."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.lexicon.load import sections
from dragoman.records import UsageError


def run(arguments: Namespace) -> int:
    """List or check; 1 when a rule breaks its own sentences, a faulty file is a fault of the command's (2)."""
    folders = [Path(folder) for folder in arguments.folders]
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f'there is no folder "{folder}"', mend="Give folders that hold events/, actors/ and the like.")
    lexicon = load_lexicon(folders)
    return _list(lexicon) if arguments.action == "list" else _check(lexicon, folders, arguments.model)


def _list(lexicon: Lexicon) -> int:
    for section in sections():
        for name, file in lexicon.files(section).items():
            print(f"{section.folder}/{name:<20} {getattr(file, 'means', '')}".rstrip())
    return 0


def _check(lexicon: Lexicon, folders: list[Path], model: str | None) -> int:
    from dragoman.coder import Coder
    from dragoman.evaluation.lexicon_check import check_examples

    faults = check_examples(Coder(model=model, lexicons=folders), lexicons=folders)
    for fault in faults:
        print(fault, file=sys.stderr)
    count = sum(len(lexicon.files(section)) for section in sections())
    print(f"lexicon {lexicon.version}: {count} files, {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    return 1 if faults else 0
