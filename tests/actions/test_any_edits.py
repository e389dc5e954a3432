"""Whatever people do one after the other, what holds for a transcript goes on holding."""

import json
from random import Random

import pytest

from tests import factories
from transcripts.actions.accept import Phrase, accept
from transcripts.actions.changing import Change
from transcripts.actions.correct import change, restore, rewrite
from transcripts.actions.replace import asked, replace
from transcripts.actions.revising import Wordless
from transcripts.library import index
from transcripts.library.compare import Differs, compare
from transcripts.library.exporting import order
from transcripts.models import Revision, Status, Transcription, User
from transcripts.models.transcript import paragraphs_of
from transcripts.models.transcription import Model
from transcripts.text.document import Document, Paragraph, Word
from transcripts.text.typed import written
from transcripts.web.words import outlined, paragraph

STEPS = 25
# What people write: words like those that are there, marks, figures. Each is written once, so that nobody can take one for another.
NEW = ("նոր{}", "Նոր{},", "բառա{}", "—{}", "{}")


@pytest.fixture
def job(anahit: User) -> Transcription:
    """Of words that occur once each, so that everyone can tell which are untouched."""
    done = factories.transcription(factories.recording(anahit), Status.COMPLETED)
    words = [Word(f"բառ{n}", n / 3, n / 3 + 0.3, 0.9) for n in range(60)]
    Revision.of_machine(done, Document(tuple(Paragraph(tuple(words[at : at + 6])) for at in range(0, 60, 6))))
    said = factories.transcription(done.recording, Status.COMPLETED, stt_model=Model.CONVERSATIONAL)
    heard = (as_heard(word, n) for n, word in enumerate(words))
    Revision.of_machine(said, Document((Paragraph(tuple(heard)),)))
    return done


def as_heard(word: Word, n: int) -> Word:
    """By the other model, a little later; some words differ."""
    start, end = word.start or 0.0, word.end or 0.0
    return Word(f"լսած{n}" if n % 5 == 2 else word.text, start + 0.01, end + 0.01, 0.8)


def take_over(random: Random, by: User, job: Transcription, seen: Revision) -> None:
    """A phrase of the other model, where the two differ."""
    other = job.recording.transcriptions.get(stt_model=Model.CONVERSATIONAL).revisions.get()
    found = [one.places for one in compare(seen, other).stretches if isinstance(one, Differs)]
    for one in random.sample(found, min(1, len(found))):
        phrase = Phrase(one.first, one.behind, one.other_first, one.other_behind)
        accept(by=by, transcription=job, base=seen.number, other=other, phrases=[phrase])


def newest(job: Transcription) -> Revision:
    return job.revisions.order_by("-number")[0]


def edited(random: Random, texts: list[str]) -> list[str]:
    """The words of some paragraphs with some taken out, some put in, and breaks where there were none."""
    words = " ¶ ".join(texts).split()
    for _ in range(random.randrange(3)):
        at = random.randrange(len(words) + 1)
        put = random.choices((*NEW, "¶"), k=random.randrange(4))
        words[at : at + random.randrange(4)] = [one.format(random.randrange(100, 10**9)) for one in put]
    return " ".join(words).split("¶")


def step(random: Random, by: User, job: Transcription) -> Revision:
    seen = newest(job)
    if random.random() < 0.15:
        take_over(random, by, job, seen)
        return newest(job)
    if random.random() < 0.1:
        replace(by=by, transcriptions=[job], wanted=asked("նոր"), text=random.choice(("հին", "բառ", "նոր")))
        return newest(job)
    if random.random() < 0.2:
        return restore(by=by, transcription=job, number=random.randrange(seen.number + 1))
    if random.random() < 0.3:
        texts = edited(random, [row.text for row in seen.rows()])
        return rewrite(by=by, transcription=job, text="\n\n".join(texts), base=seen.number)
    first = random.randrange(len(seen.order))
    run = tuple(seen.order[first : first + random.randrange(1, 4)])
    texts = edited(random, [row.text for row in seen.rows(first, first + len(run))])
    wish = Change(run, tuple(written(text, random.choice(("", "Անի"))) for text in texts))
    return change(by=by, transcription=job, base=seen.number, changes=[wish])


def on_screen(revision: Revision) -> str:
    """What the page's script is told, put together as it puts it."""
    told = json.loads(json.dumps(outlined(revision)))
    rows = [paragraph(row) for row in paragraphs_of(place[0] for place in told["paragraphs"])]
    return "\n\n".join(" ".join(word[0] for word in row["words"]) for row in rows)  # type: ignore[attr-defined]


def check_files(made: Revision) -> None:
    """Every text that leaves is the one on the screen."""
    shown = on_screen(made)
    assert shown == made.text
    plain = order({"format": "txt", "speakers": "0"}).write(made).content.decode().removeprefix("\ufeff")
    assert plain.split() == shown.split()
    told = json.loads(order({"format": "json"}).write(made).content)
    assert [word["text"] for row in told["paragraphs"] for word in row["words"]] == shown.split()
    current = list(index.current([made.transcription.recording_id]))
    assert newest(made.transcription).text in [row.text for row in current]


def check(made: Revision, before: Revision) -> None:
    document, words = made.document, list(made.document.words)
    assert made.text == "\n\n".join(row.text for row in made.rows()) == document.text
    assert made.characters == len(made.text)
    assert all(row.length == len(row.words) > 0 for row in made.rows())
    starts = [word.start for word in words if word.start is not None]
    assert starts == sorted(starts)
    stood = {word.text: word for word in before.document.words}
    for word in words:
        if word.text in stood:
            assert word == stood[word.text]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_text_times_and_versions_are_as_they_should_be(
    job: Transcription, anahit: User, bagrat: User, seed: int
) -> None:
    random = Random(seed)
    kept = {0: newest(job).document}
    for _ in range(STEPS):
        before = newest(job)
        try:
            made = step(random, random.choice((anahit, bagrat)), job)
        except Wordless:
            continue
        assert made.number in (before.number, before.number + 1)
        if made.restores is None or made == before:
            check(made, before)
        else:
            assert made.document == kept[made.restores]
        kept.setdefault(made.number, made.document)
    check_files(newest(job))
    assert all(job.revisions.get(number=number).document == was for number, was in kept.items())
