from dragoman.coding.same_event import Telling, join_tellings
from dragoman.records import Span


def telling(sentence, *, type="ASSAULT", actors=(), recipients=(), place=None, modality="asserted", modes=(), is_definite=False):
    return Telling(
        head=sentence * 10,
        sentence=sentence,
        paragraph=sentence,
        type=type,
        modes=modes,
        cameo=None,
        contexts=(),
        actors=actors,
        recipients=recipients,
        modality=modality,
        place=place,
        time=None,
        attribution=None,
        evidence=(Span(sentence, sentence + 1, "x"),),
        rule="r",
        confidence=0.5,
        is_definite=is_definite,
    )


def members(*tellings):
    return [indices for _, indices in join_tellings(tellings)]


def test_the_attack_told_again_is_the_same_attack():
    assert members(telling(0, actors=("a1",), recipients=("a2",)), telling(1, is_definite=True)) == [(0, 1)]


def test_what_a_later_telling_adds_is_kept_on_the_one_event():
    [(event, _)] = join_tellings(
        [telling(0, actors=("a1",), recipients=("a2",)), telling(1, recipients=("a2",), place="p1", is_definite=True)]
    )
    assert (event.place, len(event.evidence)) == ("p1", 2)


def test_attacks_in_two_towns_are_two():
    assert members(telling(0, actors=("a1",), place="p1"), telling(1, actors=("a1",), place="p2", is_definite=True)) == [(0,), (1,)]


def test_other_doers_make_another_event():
    assert members(telling(0, actors=("a1",), recipients=("a3",)), telling(1, actors=("a2",), recipients=("a3",))) == [(0,), (1,)]


def test_two_accusations_by_one_speaker_are_two():
    assert members(
        telling(0, type="ACCUSE", actors=("a1",), recipients=("a2",)), telling(1, type="ACCUSE", actors=("a1",), recipients=("a2",))
    ) == [(0,), (1,)]


def test_a_denied_meeting_is_not_the_meeting():
    assert members(
        telling(0, type="CONSULT", actors=("a1", "a2")), telling(1, type="CONSULT", actors=("a1", "a2"), modality="negated")
    ) == [(0,), (1,)]


def test_a_resignation_reported_and_then_explained_is_one():
    reported, explained = (telling(i, type="RETREAT", actors=("a1",), modes=("resign",)) for i in (0, 4))
    assert members(reported, explained) == [(0, 1)]


def test_two_shootings_by_one_force_are_two():
    first, second = (telling(i, actors=("a1",), modes=("firearms",)) for i in (0, 4))
    assert members(first, second) == [(0,), (1,)]


def test_those_who_are_hit_are_not_those_who_hit():
    assert members(telling(0, recipients=("a1",)), telling(0, actors=("a1",))) == [(0,), (1,)]
