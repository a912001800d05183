"""``dragoman query``, ``search`` and ``show``: look things up in an archive."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import cast

from dragoman.archive import Archive, Filter, QueryKind
from dragoman.assembling import Assembly
from dragoman.cli.assembled import write_assembled
from dragoman.cli.hits import write_actors, write_hits
from dragoman.cli.occurrences import MOST_SHOWN, show_occurrence, show_storyline, write_occurrences, write_storylines
from dragoman.cli.output import open_output, write_lines
from dragoman.cli.series_page import show_series
from dragoman.cli.terminal import choose_format
from dragoman.coder import Explained
from dragoman.records import SERIES_PREFIX, ReadingError


def run(arguments: Namespace) -> int:
    """Do what the command says."""
    with Archive(arguments.archive, mode="read") as archive:
        return {"query": _query, "search": _search, "show": _show}[arguments.command](archive, arguments)


def _query(archive: Archive, arguments: Namespace) -> int:
    wanted = Filter(**{name: getattr(arguments, name) for name in Filter.__struct_fields__})
    view = {"as_of": arguments.as_of, "learnt_by": arguments.learnt_by}
    limit = arguments.limit or None
    if arguments.kind == "occurrences":
        assembly = Assembly(archive)
        found = assembly.occurrences(wanted, storyline=arguments.storyline, limit=limit, after=arguments.after, **view)
        write_occurrences(found, assembly.sentence, _format(arguments))
        return 0
    if arguments.kind == "series":
        write_assembled(Assembly(archive).series(wanted, storyline=arguments.storyline, limit=limit, **view), _format(arguments))
        return 0
    if arguments.kind == "storylines":
        days = {"since": arguments.since, "until": arguments.until}
        write_storylines(Assembly(archive).storylines(**days, limit=limit, after=arguments.after, **view), _format(arguments))
        return 0
    if arguments.kind == "actors":
        write_actors(archive.actors(wanted, limit=limit, **view), _format(arguments))
        return 0
    if arguments.kind in _ASSEMBLED:
        write_assembled(getattr(Assembly(archive), _ASSEMBLED[arguments.kind])(wanted, limit=limit, **view), _format(arguments))
        return 0
    kind = cast(QueryKind, arguments.kind.removesuffix("s"))
    write_hits(archive.query(kind, wanted, limit=limit, after=arguments.after, **view), _format(arguments))
    return 0


_ASSEMBLED = {"stances": "position_spells", "offices": "office_spells"}
"""What is made of many reports -> the method of ``Assembly`` that finds it."""


def _format(arguments: Namespace) -> str:
    return arguments.format or ("table" if sys.stdout.isatty() else "json")


def _search(archive: Archive, arguments: Namespace) -> int:
    kind: QueryKind = "statement" if arguments.statements else "document"
    wanted = Filter(text=" ".join(arguments.words), source=arguments.source, since=arguments.since, until=arguments.until)
    hits = archive.query(kind, wanted, limit=arguments.limit or None, as_of=arguments.as_of, learnt_by=arguments.learnt_by)
    write_hits(hits, _format(arguments))
    return 0


def _show(archive: Archive, arguments: Namespace) -> int:
    if arguments.id.startswith(SERIES_PREFIX):
        return _show_series(archive, arguments)
    kept = archive.report(arguments.id, as_of=arguments.as_of, learnt_by=arguments.learnt_by)
    if kept is None:
        return _show_assembled(archive, arguments)
    output = open_output(choose_format(arguments.format), explain=False)
    output.write(Explained(kept.report, ()))
    output.close()
    return 0


def _show_series(archive: Archive, arguments: Namespace) -> int:
    series = Assembly(archive).toll_series(arguments.id, as_of=arguments.as_of, learnt_by=arguments.learnt_by)
    if series is None:
        mend = "Give the id of a series: dragoman query series finds them."
        raise ReadingError(f'the archive has no series "{arguments.id}" in this view', where=archive.where, mend=mend)
    if choose_format(arguments.format) == "text":
        show_series(series)
    else:
        write_lines([series])
    return 0


def _show_assembled(archive: Archive, arguments: Namespace) -> int:
    assembly, view = Assembly(archive), {"as_of": arguments.as_of, "learnt_by": arguments.learnt_by}
    as_text = choose_format(arguments.format) == "text"
    if (occurrence := assembly.occurrence(arguments.id, **view)) is not None:
        show_occurrence(occurrence, assembly.sentence(occurrence), as_text=as_text)
    elif (storyline := assembly.storyline(arguments.id, **view)) is not None:
        told = assembly.occurrences(storyline=storyline.id, limit=MOST_SHOWN, **view)
        show_storyline(storyline, told, assembly.sentence, as_text=as_text)
    else:
        mend = "dragoman search finds stories (id@DIGEST is one version of one), dragoman query occurrences and storylines."
        raise ReadingError(
            f'the archive has no story, occurrence or storyline "{arguments.id}" in this view', where=archive.where, mend=mend
        )
    return 0
