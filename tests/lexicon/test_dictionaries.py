"""Dictionaries in the formats of TABARI and PETRARCH. Every word and country in them is of our own making."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.dictionaries.actors import day_of, parts_of, read_actors
from dragoman.lexicon.dictionaries.agents import read_agents
from dragoman.lexicon.dictionaries.lines import Line, read_lines
from dragoman.lexicon.dictionaries.verbs import read_verbs
from dragoman.lexicon.schema import actors as actors_schema
from dragoman.lexicon.schema import events as events_schema
from dragoman.records import LexiconError
from dragoman.records.report import Report

ACTORS = """\
# Countries that are on no map.
RURITANIA_ [RUR]
+RURITANIAN_
+STRELSAU_            ; its capital
GRAUSTARK [GRS] ; as TABARI has it
<!-- RUPERT_HENTZAU
of the other book -->
RUPERT_HENTZAU_ [RURELI]
\t[RURGOV 19940101-20000101]
\t[RURREB >000102]
IRMA_VALDAU_ [GRSOPP <991231] [GRSGOV >20000101]
THE_TWIN_KINGDOMS_ [RUR/GRS]
IRAQ_ [IRQ]
HAMAS_ [---]
LEAGUE_OF_HARBOURS_ [IGOHRB]
"""

AGENTS = """\
!PERSON! = MAN, WOMAN, PERSON
HUSSAR {} [~MIL]
ALDER!PERSON! [~LEG]
RELIEF_WORKER [NGO~]
SHERIFF {SHERIFFS} [~COP]
"""

VERBS = """\
&BONDS
+DIPLOMATIC_BONDS
+COMPACT_

--- SNUB [160] ---   # a block
SNUB {SNUBBED}
GIVE_THE_ELBOW {GAVE} [161]
- * &BONDS WITH + [161]
- * INVITATION FROM + [125]
- * {STATE VISITS} (TO +) [164]
- * {&BONDS TALKS} [125]
- * {GALA | STATE BALL} OF + [120]
- * HABIT [---]

--- HOBNOB [040] ---
HOBNOB [040:040]
WALTZ
- * (WITH +) [040:040]
- * THAT [010]
- * (BEFORE +) [:173]
RE_+ARM [072]
+ANGERED_BY {} [111]
~ a b HOBNOB
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dictionaries")
    (root / "own.actors").write_text(ACTORS, encoding="utf-8")
    (root / "own.agents.txt").write_text(AGENTS, encoding="utf-8")
    (root / "own.verbs.txt").write_text(VERBS, encoding="utf-8")
    (root / "own.discards.txt").write_text("CRICKET\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def coder_with(english, folder: Path) -> Coder:
    return Coder(language=english, dictionaries=[folder])


Told = Callable[..., list[tuple[str, str | None, list[str], list[str], str]]]


@pytest.fixture(scope="module")
def told(coder_with: Coder) -> Told:
    """Type, CAMEO code, codes of each side and rule of each event."""

    def tell(text: str, published: str = "1995-06-01"):
        report = coder_with.code(text, published=published)
        codes = {actor.id: "".join(actor.codes) for actor in report.actors}
        return [(e.type, e.cameo, [codes[a] for a in e.actors], [codes[a] for a in e.recipients], e.rule) for e in report.events]

    return tell


# Actor files


def test_invented_countries_are_found_by_every_name(told: Told) -> None:
    assert told("Ruritania attacked Graustark on Monday.")[0][2:4] == (["RUR"], ["GRS"])
    assert told("Ruritanian troops attacked Graustark on Monday.")[0][2:4] == (["RURMIL"], ["GRS"])
    assert told("Strelsau accused Iraq of spying.")[0][2:4] == (["RUR"], ["IRQ"])


@pytest.mark.parametrize(
    ("published", "code"), [("1990-05-01", "RURELI"), ("1994-01-01", "RURGOV"), ("2000-01-01", "RURGOV"), ("2000-01-02", "RURREB")]
)
def test_codes_hold_on_their_days_both_ends_included(told: Told, published: str, code: str) -> None:
    [event] = told("Rupert Hentzau accused Iraq of spying.", published)
    assert event[2:4] == ([code], ["IRQ"])


@pytest.mark.parametrize(("published", "code"), [("1999-12-31", "GRSOPP"), ("2000-01-01", "GRSGOV")])
def test_tabari_writes_restrictions_on_the_line_of_the_name(told: Told, published: str, code: str) -> None:
    assert told("Irma Valdau accused Iraq of spying.", published)[0][2] == [code]


def test_without_a_date_the_default_code_holds(coder_with: Coder) -> None:
    report = coder_with.code("Rupert Hentzau accused Iraq of spying.")
    assert [a.codes for a in report.actors if a.name == "Rupert Hentzau"] == [("RUR", "ELI")]


def test_a_name_for_two_actors_gives_both(told: Told) -> None:
    [event] = told("The Twin Kingdoms accused Iraq of spying.")
    assert (sorted(event[2]), event[3]) == (["GRS", "RUR"], ["IRQ"])


def test_states_that_the_dictionary_does_not_name_are_coded_as_it_codes_states(told: Told) -> None:
    assert told("Chad accused Ruritania of spying.")[0][2:4] == (["TCD"], ["RUR"])


def test_a_null_code_takes_a_name_away(coder_with: Coder, coder: Coder) -> None:
    def codes(report: Report) -> set[tuple[str, ...]]:
        return {actor.codes for actor in report.actors}

    assert ("PSE", "REB") in codes(coder.code("Hamas attacked Graustark."))
    assert ("PSE", "REB") not in codes(coder_with.code("Hamas attacked Graustark."))


def test_an_actor_is_explained_by_file_and_line(coder_with: Coder) -> None:
    explained = coder_with.explain("Ruritania attacked the League of Harbours.", published="1995-06-01")
    rules = {e.rule for e in explained.explanations if e.kind == "actor"}
    assert {"cameo:own.actors:2", "cameo:own.actors:15"} <= rules


# Agent files


@pytest.mark.parametrize(
    ("agent", "code"),
    [("hussars", "GRSMIL"), ("hussar", "GRSMIL"), ("alderwoman", "GRSLEG"), ("sheriffs", "GRSCOP"), ("sheriff", "GRSCOP")],
)
def test_agents_add_their_code_to_that_of_whom_they_serve(told: Told, agent: str, code: str) -> None:
    assert told(f"Ruritania accused the Graustark {agent} of spying.")[0][3] == [code]


# Verb files


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ruritania snubbed Graustark on Monday.", ("SANCTION", "160", ["RUR"], ["GRS"], "cameo:own.verbs.txt:6")),
        ("Ruritania snubbed diplomatic bonds with Graustark.", ("SANCTION", "161", ["RUR"], ["GRS"], "cameo:own.verbs.txt:8")),
        ("Ruritania snubbed an invitation from Graustark.", ("REJECT", "125", ["RUR"], ["GRS"], "cameo:own.verbs.txt:9")),
        ("Ruritania snubbed state visits to Graustark.", ("SANCTION", "164", ["RUR"], ["GRS"], "cameo:own.verbs.txt:10")),
        ("Ruritania snubbed compact talks.", ("REJECT", "125", ["RUR"], [], "cameo:own.verbs.txt:11")),
        ("Ruritania snubbed a state ball of Graustark.", ("REJECT", "120", ["RUR"], ["GRS"], "cameo:own.verbs.txt:12")),
        ("Graustark was snubbed by Ruritania.", ("SANCTION", "160", ["RUR"], ["GRS"], "cameo:own.verbs.txt:6")),
        ("Ruritania waltzed with Graustark.", ("CONSULT", "040", ["RUR", "GRS"], [], "cameo:own.verbs.txt:18")),
        ("Ruritania waltzed before Graustark.", ("COERCE", "173", ["GRS"], ["RUR"], "cameo:own.verbs.txt:20")),
        ("Ruritania rearmed Graustark on Monday.", ("AID", "072", ["RUR"], ["GRS"], "cameo:own.verbs.txt:21")),
    ],
)
def test_verbs_and_patterns_become_rules(told: Told, text: str, event: tuple[object, ...]) -> None:
    assert told(text) == [event]


def test_a_null_pattern_is_no_event(told: Told) -> None:
    assert told("Ruritania snubbed the habit of Graustark.") == []


def test_rules_carry_the_plover_type_mode_and_contexts_of_their_code(folder: Path) -> None:
    rules = {rule.id: rule for file in load_lexicon(dictionaries=[folder]).files(events_schema.SECTION).values() for rule in file.rules}
    assert (rules["cameo:own.verbs.txt:9"].mode, rules["cameo:own.verbs.txt:9"].contexts) == ("meet", ("diplomatic",))


def test_what_is_not_read_is_said(coder_with: Coder) -> None:
    said = "\n".join(coder_with.notices)
    assert "own.discards.txt: holds no actors, agents or verbs by its name" in said
    assert "own.verbs.txt: 1 transformations (~) are not read, in lines 23" in said


# Faults


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("x.actors", "RURITANIA_\nGRAUSTARK_ [GRS]\n", 'x.actors:1: "RURITANIA" has no code'),
        ("x.actors", "+RURITANIA_\n", 'x.actors:1: "+RURITANIA_" is a synonym of nothing'),
        ("x.actors", "RURITANIA_ [RU]\n", 'x.actors:1: [RU]: "RU" is not made of parts of three letters'),
        ("x.actors", "RURITANIA_\n\t[RUR 19941301-2000]\n", "x.actors:2: [RUR 19941301-2000]: 19941301 is no day of the calendar"),
        (
            "x.actors",
            "RURITANIA_\n\t[RUR 20000101-19990101]\n",
            "x.actors:2: [RUR 20000101-19990101]: it ends on 1999-01-01, before it begins",
        ),
        ("x.actors", "RURITANIA_ [RUR\n", 'x.actors:1: "[RUR" is no code'),
        ("x.actors", "RURITANIA_ [RUR]\n+STRELSAU_ [RUR]\n", 'x.actors:2: the synonym "STRELSAU_" has a code of its own'),
        ("x.agents", "HUSSAR [MIL]\n", 'x.agents:1: the code of "HUSSAR" has no ~'),
        ("x.agents", "HUSSAR\n", 'x.agents:1: "HUSSAR" is no agent'),
        ("x.agents", "ALDER!PERSON! [~LEG]\n", "x.agents:1: the set !PERSON! is not defined before this line"),
        ("x.verbs", "SNUB [160]\n- * &BONDS [161]\n", "x.verbs:2: the set &BONDS is not defined before this line"),
        ("x.verbs", "SNUB [160]\n- WITH + [161]\n", 'x.verbs:2: the pattern "WITH + [161]" has no * for its verb'),
        ("x.verbs", "- * WITH + [161]\n", 'x.verbs:1: the pattern "* WITH + [161]" belongs to no verb'),
        ("x.verbs", "SNUB [960]\n", 'x.verbs:1: "960" is no event code of CAMEO'),
        ("x.verbs", "SNUB ? [160]\n", 'x.verbs:1: "SNUB ? [160]" is no verb, pattern, set or heading'),
        ("x.verbs", "+BONDS\n", 'x.verbs:1: "+BONDS" belongs to no set'),
        ("x.txt", "RURITANIA_ [RUR]\n", "x.txt: its name does not say what it holds"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        load_lexicon(dictionaries=[tmp_path])
    assert fault in str(raised.value)


def test_all_faults_of_all_files_are_listed_at_once(tmp_path: Path) -> None:
    (tmp_path / "x.actors").write_text("RURITANIA_\nGRAUSTARK_ [G]\n", encoding="utf-8")
    (tmp_path / "x.verbs").write_text("SNUB [960]\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"the dictionaries have 3 fault\(s\)(.|\n)*x\.actors:1(.|\n)*x\.actors:2(.|\n)*x\.verbs:1"):
        load_lexicon(dictionaries=[tmp_path])


# Small pieces


@pytest.mark.parametrize(
    ("digits", "day"),
    [("19940815", (1994, 8, 15)), ("940815", (1994, 8, 15)), ("300815", (2030, 8, 15)), ("310815", (1931, 8, 15)), (None, None)],
)
def test_days_of_six_or_eight_digits(digits: str | None, day: tuple[int, int, int] | None) -> None:
    assert day_of(digits) == (None if day is None else datetime.date(*day))


@given(st.lists(st.from_regex(r"[A-Z]{3}(?:[A-Z]{3}){0,2}", fullmatch=True), min_size=1, max_size=3))
def test_the_parts_of_a_code_make_the_code_again(codes: list[str]) -> None:
    assert ["".join(parts) for parts in parts_of("/".join(codes))] == codes


@given(st.text())
def test_any_text_is_read_or_faulted_and_never_raises(text: str) -> None:
    lines = [Line("x", number, line.rstrip()) for number, line in enumerate(text.split("\n"), 1)]
    for read in (read_actors, read_agents):
        records, faults = read(lines)
        assert len(records) + len(faults) <= 4 * len(text) + 1
    assert read_verbs(lines).sets is not None


def test_comments_of_every_kind_are_no_lines_but_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "x.actors"
    path.write_text("# one\nA_ [AAA] ; two\n<!-- three\nfour -->\nB_ [###] # five\n", encoding="utf-8")
    lines, latin = read_lines(path)
    assert [(line.number, line.text) for line in lines if line.text] == [(2, "A_ [AAA]"), (5, "B_ [###]")]
    assert not latin


def test_a_file_that_is_not_utf_8_is_read_and_noted(tmp_path: Path) -> None:
    (tmp_path / "x.actors").write_bytes("MÜNSTERIA_ [MUN]\n".encode("latin-1"))
    lexicon = load_lexicon(dictionaries=[tmp_path])
    assert "was read as Latin-1" in lexicon.notices[0]
    assert "MUN" in {entry.codes[0] for entry in lexicon.files(actors_schema.SECTION)["states"].actors}
