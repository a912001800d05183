"""``dragoman lexicon``: list the files of the lexicon, check them, or print the event rules."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.lexicon.load import sections
from dragoman.records import UsageError


def run(arguments: Namespace) -> int:
    """List, check or print; 1 when a rule breaks its own sentences, a faulty file is a fault of the command's (2)."""
    if arguments.names and arguments.action != "rules":
        raise UsageError(
            f'"{arguments.names[0]}" says nothing to lexicon {arguments.action}', mend="Give folders of your own with --lexicon DIR."
        )
    folders, dictionaries = (tuple(map(Path, given)) for given in (arguments.lexicon, arguments.cameo_dictionaries))
    lexicon = load_lexicon(folders, dictionaries=dictionaries)
    for notice in lexicon.notices:
        print(f"dragoman: {notice}", file=sys.stderr)
    if arguments.action == "rules":
        from dragoman.cli.rules import print_rules

        print_rules(lexicon, arguments.names, arguments.format)
        return 0
    return _list(lexicon) if arguments.action == "list" else _check(lexicon, folders, dictionaries, arguments.model)


def _list(lexicon: Lexicon) -> int:
    for section in sections():
        for name, file in lexicon.files(section).items():
            print(f"{section.folder}/{name:<20} {getattr(file, 'means', '')}".rstrip())
    return 0


def _check(lexicon: Lexicon, folders: tuple[Path, ...], dictionaries: tuple[Path, ...], model: str | None) -> int:
    from dragoman.coder import Coder
    from dragoman.evaluation.lexicon_check import check_examples

    faults = check_examples(Coder(model=model, lexicons=folders, dictionaries=dictionaries), lexicons=folders)
    for fault in faults:
        print(fault, file=sys.stderr)
    count = sum(len(lexicon.files(section)) for section in sections())
    print(f"lexicon {lexicon.version}: {count} files, {len(faults) or 'no'} fault{'' if len(faults) == 1 else 's'}")
    return 1 if faults else 0
