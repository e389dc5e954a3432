"""Corrections at the desk: what is kept, what is merged, what is refused."""

import pytest
from django.utils import timezone

from tests import factories
from transcripts.actions import correct
from transcripts.actions.changing import MOST_CHARACTERS, Change, LongSpeaker, LongWord, TooLong
from transcripts.actions.correct import change, restore, rewrite
from transcripts.actions.revising import (
    Clash,
    NoSuchParagraph,
    NoSuchRevision,
    NoTranscript,
    Wordless,
)
from transcripts.errors import NotAllowed
from transcripts.library.search import search
from transcripts.models import Paragraph, Revision, Status, Timing, TimingState, Transcription, User
from transcripts.text import document
from transcripts.text.document import Document, Word
from transcripts.text.typed import written

PARAGRAPHS = ("Բարի լույս, գործընկերներ։", "Այսօր քննարկում ենք հաշիվը։", "Շնորհակալ եմ։")


def spoken(text: str, start: float) -> document.Paragraph:
    """A word each second, with the trust of a listener."""
    words = [Word(word, start + n, start + n + 0.5, 0.9) for n, word in enumerate(text.split())]
    return document.Paragraph(tuple(words))


@pytest.fixture
def job(anahit: User) -> Transcription:
    done = factories.transcription(factories.recording(anahit), Status.COMPLETED)
    Revision.of_machine(done, Document(tuple(spoken(text, n * 10.0) for n, text in enumerate(PARAGRAPHS))))
    return done


def ids(job: Transcription, number: int = 0) -> list[int]:
    return list(job.revisions.get(number=number).order)


def newest(job: Transcription) -> Revision:
    return job.revisions.order_by("-number")[0]


def said(text: str, speaker: str = "") -> tuple[document.Paragraph, ...]:
    return tuple(written(part, speaker) for part in text.split("\n"))


def edit(by: User, job: Transcription, at: int, text: str, base: int = 0) -> Revision:
    """Paragraph `at` of version `base` now says `text`; a line each where it is more than one."""
    run = (ids(job, base)[at],)
    return change(by=by, transcription=job, base=base, changes=[Change(run, said(text) if text else ())])


def test_an_edit_is_a_new_version_of_which_only_that_paragraph_is_new(
    job: Transcription, bagrat: User
) -> None:
    made = edit(bagrat, job, 1, "Այսօր քննարկում ենք բյուջեն։")
    assert (made.number, made.author) == (1, bagrat)
    assert [one in ids(job) for one in made.order] == [True, False, True]
    assert made.text == "\n\n".join((PARAGRAPHS[0], "Այսօր քննարկում ենք բյուջեն։", PARAGRAPHS[2]))
    assert made.characters == len(made.text)
    assert job.revisions.get(number=0).text == "\n\n".join(PARAGRAPHS)


def test_words_left_alone_keep_their_times_and_new_ones_say_that_theirs_are_guesses(
    job: Transcription, bagrat: User
) -> None:
    words = edit(bagrat, job, 1, "Այսօր քննարկում ենք բյուջեն։").rows()[1].paragraph.words
    assert words[:3] == spoken(PARAGRAPHS[1], 10.0).words[:3]
    assert words[3] == Word("բյուջեն։", 13.0, 13.5, None, True)


def test_nobody_is_told_to_have_given_a_guess(job: Transcription, bagrat: User) -> None:
    row = edit(bagrat, job, 1, "Այսօր քննարկում ենք բյուջեն։").rows()[1]
    assert row.words[3] == ["բյուջեն։", None, None]


def test_a_paragraph_is_split_and_joined_again_without_a_loss(job: Transcription, bagrat: User) -> None:
    split = edit(bagrat, job, 0, "Բարի լույս,\nգործընկերներ։")
    assert [row.text for row in split.rows()] == ["Բարի լույս,", "գործընկերներ։", *PARAGRAPHS[1:]]
    assert [row.start for row in split.rows()] == [0.0, 2.0, 10.0, 20.0]
    joined = change(
        by=bagrat,
        transcription=job,
        base=1,
        changes=[Change(tuple(split.order[:2]), said(PARAGRAPHS[0]))],
    )
    assert joined.document == job.revisions.get(number=0).document


def test_a_speaker_gets_a_name_and_the_words_stay_as_they_are(job: Transcription, bagrat: User) -> None:
    run = (ids(job)[1],)
    made = change(
        by=bagrat, transcription=job, base=0, changes=[Change(run, said(PARAGRAPHS[1], "Վարդանյան"))]
    )
    assert [row.speaker for row in made.rows()] == ["", "Վարդանյան", ""]
    assert made.rows()[1].paragraph.words == spoken(PARAGRAPHS[1], 10.0).words


def test_what_says_the_same_makes_no_version(job: Transcription, bagrat: User) -> None:
    assert edit(bagrat, job, 1, PARAGRAPHS[1]).number == 0
    assert rewrite(by=bagrat, transcription=job, text="\n\n".join(PARAGRAPHS)).number == 0
    assert job.revisions.count() == 1


def test_two_people_in_different_paragraphs_both_keep_what_they_wrote(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    edit(anahit, job, 0, "Բարև։")
    made = edit(bagrat, job, 2, "Շնորհակալություն։")
    assert made.text == "\n\n".join(("Բարև։", PARAGRAPHS[1], "Շնորհակալություն։"))


def test_in_the_same_paragraph_the_second_is_told_what_stands_there(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    edit(anahit, job, 0, "Բարև։\nՍկսենք։")
    edit(bagrat, job, 2, "Շնորհակալություն։")
    with pytest.raises(Clash) as clash:
        edit(bagrat, job, 0, "Ողջույն։")
    (stands,) = clash.value.standing
    assert [row.text for row in stands.paragraphs] == ["Բարև։", "Սկսենք։"]
    assert (stands.author, clash.value.revision.number) == (anahit, 2)
    assert newest(job).number == 2


def test_of_several_changes_one_that_clashes_keeps_all_back(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    first, second, _third = ids(job)
    edit(anahit, job, 0, "Բարև։")
    both = [Change((first,), said("Ողջույն։")), Change((second,), said("Այլ բան։"))]
    with pytest.raises(Clash):
        change(by=bagrat, transcription=job, base=0, changes=both)
    assert newest(job).number == 1


def test_where_a_paragraph_was_taken_away_its_editor_is_told_that_nothing_stands_there(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    edit(anahit, job, 1, "")
    with pytest.raises(Clash) as clash:
        edit(bagrat, job, 1, "Այսօր։")
    (stands,) = clash.value.standing
    assert (stands.paragraphs, stands.author) == ((), anahit)


def test_a_save_whose_answer_was_lost_may_be_sent_again(job: Transcription, bagrat: User) -> None:
    first = edit(bagrat, job, 0, "Բարև։")
    assert edit(bagrat, job, 0, "Բարև։") == first


def test_neighbours_changed_at_once_keep_their_times_in_order(job: Transcription, bagrat: User) -> None:
    first, second, _third = ids(job)
    changes = [
        Change((second,), said(f"Ու նաև հիմա {PARAGRAPHS[1]}")),
        Change((first,), said(f"{PARAGRAPHS[0]} Եվ ահա նորից")),
    ]
    words = change(by=bagrat, transcription=job, base=0, changes=changes).document.words
    starts = [word.start for word in words if word.start is not None]
    assert starts == sorted(starts)


def test_a_rewritten_text_touches_only_what_it_changes(job: Transcription, bagrat: User) -> None:
    text = "\n\n".join((PARAGRAPHS[0], "Նոր պարբերություն։", PARAGRAPHS[1], PARAGRAPHS[2]))
    made = rewrite(by=bagrat, transcription=job, text=text)
    assert made.text == text
    assert [one for one in made.order if one in ids(job)] == ids(job)


@pytest.mark.parametrize(
    "text", ["Նոր։\n\n" + PARAGRAPHS[0], PARAGRAPHS[2] + "\n \n\n\tՆոր  բան։", "Բոլորովին այլ"]
)
def test_any_text_can_take_the_place(job: Transcription, bagrat: User, text: str) -> None:
    made = rewrite(by=bagrat, transcription=job, text=text)
    assert made.text.split() == text.split()
    assert made.characters == len(made.text)


def test_speakers_stay_with_their_words_when_the_text_is_rewritten(job: Transcription, bagrat: User) -> None:
    change(
        by=bagrat,
        transcription=job,
        base=0,
        changes=[Change((ids(job)[1],), said(PARAGRAPHS[1], "Վարդանյան"))],
    )
    text = "\n\n".join(("Բարև։", "Այսօր քննարկում ենք բյուջեն։", PARAGRAPHS[2]))
    made = rewrite(by=bagrat, transcription=job, text=text)
    assert [row.speaker for row in made.rows()] == ["", "Վարդանյան", ""]


def test_two_rewrites_of_one_version_both_count_where_they_touch_other_paragraphs(
    job: Transcription, anahit: User, bagrat: User
) -> None:
    rewrite(by=anahit, transcription=job, base=0, text="\n\n".join(("Բարև։", *PARAGRAPHS[1:])))
    made = rewrite(by=bagrat, transcription=job, base=0, text="\n\n".join((*PARAGRAPHS[:2], "Վերջ։")))
    assert made.text == "\n\n".join(("Բարև։", PARAGRAPHS[1], "Վերջ։"))


def test_restoring_gives_back_exactly_what_was(job: Transcription, bagrat: User) -> None:
    rewrite(by=bagrat, transcription=job, text="Մի բան։")
    rewrite(by=bagrat, transcription=job, text="Այլ բան։")
    made = restore(by=bagrat, transcription=job, number=0)
    machine = job.revisions.get(number=0)
    assert (made.number, made.restores, made.order) == (3, 0, machine.order)
    assert made.document == machine.document
    assert restore(by=bagrat, transcription=job, number=3) == made


def test_search_finds_the_new_words_and_times_are_wanted_again(job: Transcription, bagrat: User) -> None:
    Timing.want(job, timezone.now())
    Timing.objects.update(state=TimingState.DONE)
    edit(bagrat, job, 1, "Այսօր քննարկում ենք բյուջեն։")
    assert job.recording in search(bagrat, "բյուջեն")
    assert job.recording not in search(bagrat, "հաշիվը")
    assert Timing.objects.get().state == TimingState.WANTED


def test_who_may_not_edit_changes_nothing(
    job: Transcription, vahe: User, gayane: User, mallory: User
) -> None:
    for person in (vahe, gayane, mallory):
        with pytest.raises(NotAllowed):
            edit(person, job, 0, "Բարև։")
        with pytest.raises(NotAllowed):
            rewrite(by=person, transcription=job, text="Բարև։")
        with pytest.raises(NotAllowed):
            correct.rewrite_paragraphs(by=person, transcription=job, paragraphs=said("Բարև։"))
        with pytest.raises(NotAllowed):
            restore(by=person, transcription=job, number=0)
    assert job.revisions.count() == 1


@pytest.mark.parametrize("text", ["", " \n\n\t", "\x00\x01"])
def test_a_transcript_without_a_word_is_refused(job: Transcription, bagrat: User, text: str) -> None:
    with pytest.raises(Wordless):
        rewrite(by=bagrat, transcription=job, text=text)


def test_nobody_takes_away_the_last_paragraph(job: Transcription, bagrat: User) -> None:
    with pytest.raises(Wordless):
        change(by=bagrat, transcription=job, base=0, changes=[Change(tuple(ids(job)), ())])
    assert newest(job).number == 0


def test_what_no_database_keeps_is_left_out(job: Transcription, bagrat: User) -> None:
    assert rewrite(by=bagrat, transcription=job, text="Բա\x00րև \ud800դու").text == "Բարև դու"


def test_what_is_too_long_is_refused(job: Transcription, bagrat: User) -> None:
    with pytest.raises(LongWord):
        edit(bagrat, job, 0, "ա" * 501)
    with pytest.raises(LongSpeaker):
        change(
            by=bagrat, transcription=job, base=0, changes=[Change((ids(job)[0],), said("Բարև։", "ա" * 201))]
        )
    with pytest.raises(TooLong):
        rewrite(by=bagrat, transcription=job, text="ա " * (MOST_CHARACTERS // 2 + 1))
    assert newest(job).number == 0


def test_versions_and_paragraphs_that_are_not_there_are_refused(job: Transcription, bagrat: User) -> None:
    first, _second, third = ids(job)
    elsewhere = factories.completed(factories.recording(bagrat)).revisions.get().order[0]
    with pytest.raises(NoSuchRevision):
        rewrite(by=bagrat, transcription=job, text="Բարև։", base=7)
    with pytest.raises(NoSuchRevision):
        restore(by=bagrat, transcription=job, number=7)
    for run in ((), (first, third), (elsewhere,), (first, first)):
        with pytest.raises(NoSuchParagraph):
            change(by=bagrat, transcription=job, base=0, changes=[Change(run, said("Բարև։"))])
    assert Paragraph.objects.filter(transcription=job).count() == 3


def test_one_paragraph_named_twice_is_refused(job: Transcription, bagrat: User) -> None:
    twice = [Change((ids(job)[0],), said("Բարև։")), Change((ids(job)[0],), said("Ողջույն։"))]
    with pytest.raises(NoSuchParagraph):
        change(by=bagrat, transcription=job, base=0, changes=twice)
    assert newest(job).number == 0


def test_before_there_are_words_nothing_can_be_corrected(anahit: User) -> None:
    waiting = factories.transcription(factories.recording(anahit))
    with pytest.raises(NoTranscript):
        rewrite(by=anahit, transcription=waiting, text="Բարև։")
