"""Stories written for this project and generated ones, with copies of them as papers make copies, and stories that only look like copies.

The generated stories are of made-up crises: each crisis has a background that its stories share word for word, and its stories
are followed up on later days. Copies have other credit lines and headlines, are cut, put into another order, edited word by word,
given datelines in other languages, and made of two dispatches. All draws come from one seed.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from importlib import resources

import msgspec
import yaml

from dragoman.reading.wire import read_story
from dragoman.records import Document

HEADS = [
    "Ar",
    "Bel",
    "Cal",
    "Dun",
    "Est",
    "Fer",
    "Gul",
    "Has",
    "Isf",
    "Jeb",
    "Kor",
    "Lin",
    "Mos",
    "Nar",
    "Ost",
    "Pal",
    "Qas",
    "Ros",
    "Sel",
    "Tam",
    "Uro",
    "Var",
    "Yel",
    "Zan",
]
TOWNS = [head + tail for head in HEADS for tail in ("vand", "mora", "dera", "kas", "rova")]
STATES = [head + tail for head in HEADS for tail in ("ania", "istan", "land")]
PERSONS = [head + tail for head in HEADS for tail in ("amian", "oskov", "ellan", "evez", "ouk", "imi")]
AGENCIES = ["Reuters", "AP", "AFP", "TASS", "Xinhua", "dpa", "EFE", "Anadolu"]
PAPERS = ["The Agadez Post", "Oslo Courier", "Gulf Mirror", "Pacific Star", "Northern Echo of Bergen", "Lagos Ledger"]
WORDS = [
    "officials",
    "sources",
    "heavily",
    "reportedly",
    "nearby",
    "later",
    "several",
    "troops",
    "civilians",
    "local",
    "region",
    "residents",
    "senior",
    "foreign",
    "early",
    "late",
    "around",
    "former",
    "major",
]
DATELINE_MONTHS = {
    "de": ["März", "April", "Mai", "Juni"],
    "fr": ["mars", "avril", "mai", "juin"],
    "es": ["marzo", "abril", "mayo", "junio"],
}

LEADS = (
    "Gunmen attacked a police post near {town} on {day}, killing {n} officers and wounding {m}, the interior ministry of {state} said.",
    "{state} and {other} agreed on {day} to reopen their border crossing at {town}, {n} months after closing it, {person} told reporters.",
    "Thousands of people marched through {town} on {day} to demand that the government of {state} resign over the price of bread.",
    "An air strike hit a market in {town} on {day}, killing at least {n} people, medics in the rebel-held town said.",
    "The president of {state} dismissed defence minister {person} on {day} after a dispute over the war in the {town} province.",
    "Envoys of {state} and {other} ended {n} days of talks in {town} on {day} without a truce, mediators said.",
    "A ferry with {n} migrants aboard capsized off {town} on {day}, and the coast guard of {state} pulled {m} bodies from the water.",
    "{other} imposed sanctions on {n} companies and on the governor of {town} on {day} over the war in {state}.",
)  # fmt: skip
FACTS = (
    "{person}, who leads the delegation, said that {n} of the {m} points on the agenda had been settled before midnight.",
    "Witnesses counted {n} burnt vehicles on the road to {town}, where shops stayed shut and patrols stopped every bus.",
    '"We have waited for {n} days and nobody has come," said {person}, a teacher who had fled {town} with her family.',
    "The United Nations said that {n},000 people had left their homes in {town} since the middle of the month.",
    "A spokesman for the rebels, {person}, denied that his men had fired the rockets that fell on {town}.",
    "{other} called its ambassador back from {state} for consultations and asked for an urgent meeting of regional leaders.",
    "The hospital in {town} has treated {n} people, {m} of them children, its director {person} said by telephone.",
    "Army engineers were repairing the bridge at {town}, which was blown up {n} weeks ago and links {state} with {other}.",
    "Opposition leader {person} said that the count of {n} dead was too low, and asked for observers from {other}.",
    "The central bank of {state} sold {n} million dollars to prop up its currency after traders in {town} closed their stalls.",
    "Negotiators will return to {town} in {n} days, {person} said, adding that the prisoners would be discussed first.",
    "Aid workers said that trucks with flour for {n},000 people had been held at a checkpoint outside {town} since dawn.",
    "Prices of rice in {town} rose by {n} percent within a week, said {person}, who runs a wholesale market there.",
    "{person}, the police chief, said {n} suspects were questioned overnight and that a curfew would last until further notice.",
    "Flights from {town} to {other} were cancelled for a second day, leaving {m} passengers in tents beside the runway.",
    "Lawmakers in {state} voted {m} to {n} to extend the state of emergency, a clerk of the assembly said.",
    "Satellite images show {n} new trenches north of {town}, according to {person} of a research group in {other}.",
    "Schools closed at noon, and {person}, a father of four, drove his children to relatives in {town}, {n} kilometres away.",
)  # fmt: skip
BACKGROUNDS = (
    "The conflict in {state} began {n} years ago, when the army annulled an election that the party of {person} had won in {town}.",
    "More than {n},000 people have been killed since then and a third of the people of {state} need help, according to aid groups.",
    "{state} and {other} have fought {n} wars over the {town} valley, which both claim and where gas was found.",
    "{person}, a former general, took power in {state} {n} years ago and has ruled by decree from {town} ever since.",
)
APPENDED = "This report has figures that could not be verified independently. Readers may write to the desk for the sources of its maps."


class Made(msgspec.Struct, frozen=True):
    """A document, the dispatches it holds words of, and how it was made."""

    document: Document
    dispatches: frozenset[str]
    how: str


class Story(msgspec.Struct, frozen=True):
    """A dispatch before it is printed."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    agency: str
    place: str
    day: datetime.date


def bundled_stories() -> Iterator[Story]:
    """The stories that ship with the program."""
    folder = resources.files("dragoman") / "stories"
    for entry in yaml.safe_load((folder / "index.yaml").read_text(encoding="utf-8")):
        document = read_story((folder / f"{entry['name']}.txt").read_text(encoding="utf-8"), id=entry["name"], published=entry["published"])
        paragraphs = [document.text[slice(*span)] for span in document.paragraphs]
        title = document.title or " ".join(paragraphs[0].split()[:8])
        body = tuple(paragraph for paragraph in paragraphs if paragraph.strip() != title.strip())
        place = (document.dateline.place if document.dateline else None) or "LONDON"
        yield Story(
            entry["name"],
            title,
            body,
            document.source or "AFP",
            place.split(",")[0].upper(),
            datetime.date.fromisoformat(entry["published"]),
        )


def generated_stories(draws: random.Random, crises: int) -> Iterator[Story]:
    """Stories of made-up crises: three of each crisis on different days, two by one agency, and a follow-up of the first with new facts."""
    for crisis in range(crises):
        state, other = draws.sample(STATES, 2)
        background = [_filled(text, draws, state, other) for text in draws.sample(BACKGROUNDS, 2)]
        begins = datetime.date(2021, 3, 1) + datetime.timedelta(days=draws.randrange(90))
        agency = draws.choice(AGENCIES)
        leads, facts = draws.sample(LEADS, 4), draws.sample(FACTS, len(FACTS))
        first = None
        for number in range(3):
            told = facts[5 * number : 5 * number + draws.randint(2, 5)]
            own = [_filled(text, draws, state, other) for text in (leads[number], *told)]
            paragraphs = (*own, *background[: draws.randint(1, 2)])
            day = begins + datetime.timedelta(days=draws.randint(0, 3))
            by = agency if number < 2 else draws.choice(AGENCIES)
            story = Story(f"crisis{crisis}-{number}", " ".join(own[0].split()[:9]), paragraphs, by, draws.choice(TOWNS).upper(), day)
            first = first or story
            yield story
        assert first is not None
        new = [_filled(text, draws, state, other) for text in (leads[3], *facts[-3:])]
        kept = first.paragraphs[1:][-2:]
        yield Story(
            f"crisis{crisis}-next",
            " ".join(new[0].split()[:9]),
            (*new, *kept),
            first.agency,
            first.place,
            first.day + datetime.timedelta(days=1),
        )


def _filled(text: str, draws: random.Random, state: str, other: str) -> str:
    values = {"state": state, "other": other, "town": draws.choice(TOWNS), "person": draws.choice(PERSONS)}
    day = draws.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])
    return text.format(**values, day=day, n=draws.randint(3, 90), m=draws.randint(91, 400))


def make_copies(seed: int = 5, crises: int = 60) -> list[Made]:
    """All stories, as their agencies sent them, and copies of each."""
    draws = random.Random(seed)
    stories = [*bundled_stories(), *generated_stories(draws, crises)]
    made: list[Made] = []
    for story in stories:
        made.append(_printed(story, "sent", draws, source=story.agency))
        for how in draws.sample(sorted(CHANGES), 4):
            made.append(_printed(CHANGES[how](story, draws), how, draws, source=draws.choice(PAPERS)))
    for number in range(len(stories) // 5):
        made.append(_combined(number, *_of_two_agencies(draws, stories), draws))
    return made


def _of_two_agencies(draws: random.Random, stories: list[Story]) -> tuple[Story, Story]:
    one, other = draws.sample(stories, 2)
    while one.agency == other.agency or abs((one.day - other.day).days) > 20:
        one, other = draws.sample(stories, 2)
    return one, other


def _printed(story: Story, how: str, draws: random.Random, *, source: str) -> Made:
    dateline = _dateline(story, how, draws)
    title = story.title if how == "sent" else " ".join(draws.sample(story.title.split(), min(6, len(story.title.split()))))
    lines = [story.paragraphs[0] if how == "reordered" else dateline + story.paragraphs[0], *story.paragraphs[1:]]
    ending = (
        ""
        if how == "sent"
        else draws.choice(
            ["", f"\n\n— {story.agency}", f"\n\n{story.agency} contributed to this report.", f"\n\n© {story.day.year} {story.agency}"]
        )
    )
    if how == "appended":
        ending = f"\n\n{APPENDED}{ending}"
    later = story.day + datetime.timedelta(days=0 if how == "sent" else draws.randint(0, 2))
    text = "\n\n".join(lines) + ending
    document = read_story(text, id=f"{story.id}-{how}", title=title, published=later.isoformat(), source=source)
    return Made(document, frozenset({story.id}), how)


def _dateline(story: Story, how: str, draws: random.Random) -> str:
    if how in ("sent", "trimmed", "edited 10 %"):
        return f"{story.place}, {story.day:%B} {story.day.day} ({story.agency}) - "
    if how == "translated dateline":
        language = draws.choice(sorted(DATELINE_MONTHS))
        return f"{story.place.title()}, {story.day.day}. {draws.choice(DATELINE_MONTHS[language])} ({story.agency}) — "
    return draws.choice(["", f"{story.place} — ", f"{story.place} ({story.agency}) — "])


def _combined(number: int, one: Story, other: Story, draws: random.Random) -> Made:
    parts = [story.paragraphs[: max(2, len(story.paragraphs) - draws.randint(1, 2))] for story in (one, other)]
    text = "\n\n".join((*parts[0], *parts[1])) + f"\n\n{one.agency} and {other.agency} contributed to this report."
    day = max(one.day, other.day) + datetime.timedelta(days=1)
    document = read_story(
        text, id=f"combined-{number}", title=f"{one.title}; {other.title}"[:120], published=day.isoformat(), source=draws.choice(PAPERS)
    )
    return Made(document, frozenset({one.id, other.id}), "combined")


def _edited(story: Story, draws: random.Random, share: float) -> Story:
    return msgspec.structs.replace(story, paragraphs=tuple(_edit_words(text, draws, share) for text in story.paragraphs))


def _edit_words(text: str, draws: random.Random, share: float) -> str:
    """The text with that share of its words changed: each put in the place of another, taken out, or followed by a new one."""
    words = text.split()
    for at in draws.sample(range(len(words)), round(share * len(words))):
        words[at] = draws.choice([draws.choice(WORDS), draws.choice(WORDS), "", f"{words[at]} {draws.choice(WORDS)}"])
    return " ".join(word for word in words if word)


def _trimmed(story: Story, draws: random.Random) -> Story:
    kept = max(2, len(story.paragraphs) - draws.randint(1, max(1, len(story.paragraphs) // 2)))
    return msgspec.structs.replace(story, paragraphs=story.paragraphs[:kept])


def _reordered(story: Story, draws: random.Random) -> Story:
    return msgspec.structs.replace(story, paragraphs=tuple(draws.sample(story.paragraphs, len(story.paragraphs))))


CHANGES = {
    "credited": lambda story, _: story,
    "translated dateline": lambda story, _: story,
    "appended": lambda story, _: story,
    "edited 10 %": lambda story, draws: _edited(story, draws, 0.1),
    "edited 20 %": lambda story, draws: _edited(story, draws, 0.2),
    "trimmed": _trimmed,
    "reordered": _reordered,
    "trimmed, edited 15 %": lambda story, draws: _edited(_trimmed(story, draws), draws, 0.15),
    "reordered, edited 20 %": lambda story, draws: _edited(_reordered(story, draws), draws, 0.2),
    "one paragraph": lambda story, _: msgspec.structs.replace(story, paragraphs=(" ".join(story.paragraphs),)),
}
"""How papers change a dispatch."""
