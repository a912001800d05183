"""What people type to search for, and which rows of a full-text index it finds.

Words must all be there; ``"words in quotation marks"`` stand together; ``OR`` gives a choice; ``-word`` must not be
there; ``attack*`` finds what begins so. Case, accents and English endings do not matter.
"""

from __future__ import annotations

import re
from typing import Any, Literal

import msgspec
from sqlalchemy import BigInteger, TextualSelect, bindparam, column, text

from dragoman.archive.words import without_accents
from dragoman.records import UsageError

Index = Literal["text_words", "statement_words"]
_TERM = re.compile(r'(?P<sign>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


class Term(msgspec.Struct, frozen=True):
    """A word, the words of a phrase, or (``begins``) the beginning of a word."""

    words: str
    is_phrase: bool = False
    begins: bool = False


class Wanted(msgspec.Struct, frozen=True):
    """One term of each of ``choices``, and none of ``without``."""

    choices: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()


def parse_words(said: str) -> Wanted:
    """Read what was typed.

    Raises:
        UsageError: nothing in it can be found.
    """
    choices: list[list[Term]] = []
    without: list[Term] = []
    chosen = False
    for match in _TERM.finditer(said):
        if match[0] == "OR":
            chosen = bool(choices)
            continue
        term = _term(match)
        if term is None:
            continue
        if match["sign"]:
            without.append(term)
        elif chosen:
            choices[-1].append(term)
        else:
            choices.append([term])
        chosen = False
    if not choices:
        raise UsageError(f'"{said}" names no word to look for', mend='Give words, "a phrase", word* or word OR word.')
    return Wanted(tuple(map(tuple, choices)), tuple(without))


def rows_with(index: Index, wanted: Wanted, dialect: str) -> TextualSelect:
    """Selects the rows of a full-text index in which the words are found."""
    if dialect == "sqlite":
        found = text(f"SELECT rowid AS row FROM {index} WHERE {index} MATCH :wanted").bindparams(wanted=_fts5(wanted))
    else:
        condition, values = _tsquery(wanted)
        binds: list[Any] = [bindparam(name, value) for name, value in values.items()]
        found = text(f"SELECT row FROM {index} WHERE words @@ ({condition})").bindparams(*binds)
    return found.columns(column("row", BigInteger))


def _term(match: re.Match[str]) -> Term | None:
    words = match["phrase"] if match["phrase"] is not None else match["word"]
    begins = match["phrase"] is None and words.endswith("*")
    words = " ".join(re.findall(r"\w+", words))
    # "Kuwait-Iraq" is two words that stand together.
    return Term(words, is_phrase=" " in words, begins=begins) if words else None


def _fts5(wanted: Wanted) -> str:
    def said(term: Term) -> str:
        return f'"{term.words}"{"*" if term.begins else ""}'

    groups = ["(" + " OR ".join(map(said, choice)) + ")" for choice in wanted.choices]
    return " NOT ".join([f"({' AND '.join(groups)})", *map(said, wanted.without)])


def _tsquery(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {}

    def said(term: Term) -> str:
        name = f"wanted_{len(values)}"
        plain = without_accents(term.words)
        if term.begins:
            # Each word of the term quoted: what stands between quotation marks is no operator.
            *before, last = plain.split()
            values[name] = " <-> ".join([*(f"'{word}'" for word in before), f"'{last}':*"])
            return f"to_tsquery('english', :{name})"
        values[name] = plain
        return f"phraseto_tsquery('english', :{name})"

    groups = ["(" + " || ".join(map(said, choice)) + ")" for choice in wanted.choices]
    return " && ".join([*groups, *(f"!! {said(term)}" for term in wanted.without)]), values
