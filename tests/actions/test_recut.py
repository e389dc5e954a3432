"""People's subtitles at the desk: what they decide is what is exported, outlives corrections, and can be taken back."""

import pytest

from tests import factories
from tests.actions.test_correct import PARAGRAPHS, edit, newest
from transcripts.actions import recut as desk
from transcripts.actions.correct import restore
from transcripts.actions.recut import Wish, mend_all, recut, undo
from transcripts.actions.recutting import BadBreaks, Moved, NothingHelps, NothingToUndo
from transcripts.errors import NotAllowed
from transcripts.exports.registry import FORMATS
from transcripts.library.exporting import exported
from transcripts.library.sheets import Sheet, sheet
from transcripts.models import Act, BreakChange, Breaks, Event, Revision, Role, Status, Transcription, User
from transcripts.text import document
from transcripts.text.cues import PRESETS, WEB, Problem
from transcripts.text.document import Document, Word
from transcripts.text.marks import CUT, JOIN, LINE, Kind, Mark
from transcripts.text.recutting import CannotCut

pytestmark = pytest.mark.django_db


def spoken(text: str, start: float) -> document.Paragraph:
    """Without a pause, two words a second."""
    words = [Word(word, start + n / 2, start + (n + 1) / 2) for n, word in enumerate(text.split())]
    return document.Paragraph(tuple(words))


def subtitled(by: User) -> Transcription:
    done = factories.transcription(factories.recording(by, duration=40.0), Status.COMPLETED)
    Revision.of_machine(done, Document(tuple(spoken(text, n * 10.0) for n, text in enumerate(PARAGRAPHS))))
    return done


@pytest.fixture
def job(anahit: User) -> Transcription:
    return subtitled(anahit)


def now(job: Transcription, preset: str = "web") -> Sheet:
    return sheet(newest(job), preset)


def texts(job: Transcription) -> list[str]:
    """As they are exported; the page shows no others."""
    made = exported(newest(job), FORMATS["srt"]).cues(WEB)
    assert tuple(made) == now(job).cues
    return [cue.text for cue in made]


def anchor(told: str) -> tuple[int, int]:
    row, place = map(int, told.split(":"))
    return row, place


def wish(job: Transcription, act: str, number: int, at: int = 0, preset: str = "web") -> Wish:
    made = now(job, preset)
    first, last = map(anchor, made.anchors(made.cues[number]))
    return Wish(act, first, last, at)


def do(by: User, job: Transcription, act: str, number: int, at: int = 0) -> desk.Done:
    return recut(by=by, transcription=job, preset="web", wish=wish(job, act, number, at))


BEFORE = ["Բարի լույս, գործընկերներ։", "Այսօր քննարկում ենք հաշիվը։", "Շնորհակալ եմ։"]


def test_a_decision_is_what_is_exported_and_holds_for_its_preset_alone(
    job: Transcription, bagrat: User
) -> None:
    assert texts(job) == BEFORE
    done = do(bagrat, job, "split", 1, 2)
    assert texts(job) == [BEFORE[0], "Այսօր քննարկում", "ենք հաշիվը։", BEFORE[2]]
    assert (done.number, done.sheet.version) == (1, 1)
    assert [cue.text for cue in now(job, "social").cues] == BEFORE
    change = BreakChange.objects.get()
    assert (change.author, change.number, change.preset) == (bagrat, 1, "web")
    told = Event.objects.get()
    assert (told.act, told.detail["subtitles"]) == (Act.CHANGED, "web")


def test_it_lasts_while_others_words_are_corrected_around_it_and_in_it(
    job: Transcription, bagrat: User
) -> None:
    do(bagrat, job, "split", 1, 2)
    edit(bagrat, job, 0, "Բարի երեկո, գործընկերներ։")
    edit(bagrat, job, 1, "Այսօր քննարկում ենք մեր մեծ հաշիվը։", base=1)
    assert texts(job)[1:3] == ["Այսօր քննարկում", "ենք մեր մեծ հաշիվը։"]
    assert (
        Breaks.objects.count() == 3
    )  # of both rows of the paragraph, and of the next one, which begins with a cut


def test_an_older_version_brings_its_own_breaks_back(job: Transcription, bagrat: User) -> None:
    do(bagrat, job, "split", 1, 2)
    edit(bagrat, job, 1, "Ուրիշ բան ասենք։")
    assert "Ուրիշ բան ասենք։" in texts(job)
    restore(by=bagrat, transcription=job, number=0)
    assert texts(job)[1:3] == ["Այսօր քննարկում", "ենք հաշիվը։"]


def test_two_at_once_both_have_theirs_and_nobody_cuts_what_they_have_not_seen(
    job: Transcription, bagrat: User, anahit: User
) -> None:
    hers, his = wish(job, "split", 2, 1), wish(job, "split", 0, 1)
    late = wish(job, "split", 0, 2)
    recut(by=anahit, transcription=job, preset="web", wish=hers)
    recut(by=bagrat, transcription=job, preset="web", wish=his)
    with pytest.raises(Moved):
        recut(by=anahit, transcription=job, preset="web", wish=late)
    assert texts(job) == ["Բարի", "լույս, գործընկերներ։", BEFORE[1], "Շնորհակալ", "եմ։"]


def test_a_subtitle_whose_words_were_corrected_meanwhile_is_shown_first(
    job: Transcription, bagrat: User
) -> None:
    late = wish(job, "split", 1, 2)
    edit(bagrat, job, 1, "Այսօր քննարկում ենք մեր հաշիվը։")
    with pytest.raises(Moved):
        recut(by=bagrat, transcription=job, preset="web", wish=late)


def test_what_was_done_is_taken_back_step_by_step(job: Transcription, bagrat: User) -> None:
    do(bagrat, job, "split", 1, 2)
    do(bagrat, job, "split", 0, 1)
    undo(by=bagrat, transcription=job, preset="web")
    assert texts(job)[0] == BEFORE[0]
    undo(by=bagrat, transcription=job, preset="web")
    assert texts(job) == BEFORE
    assert not Breaks.objects.exists()
    with pytest.raises(NothingToUndo):
        undo(by=bagrat, transcription=job, preset="web")


def test_nobody_takes_back_what_another_has_gone_on_with(
    job: Transcription, bagrat: User, anahit: User
) -> None:
    do(bagrat, job, "split", 1, 2)
    do(anahit, job, "join", 1)
    with pytest.raises(Moved):
        undo(by=bagrat, transcription=job, preset="web")
    undo(by=anahit, transcription=job, preset="web")
    assert texts(job)[1] == "Այսօր քննարկում"


def test_a_line_is_chosen_and_let_go_again(job: Transcription, bagrat: User) -> None:
    do(bagrat, job, "line", 1, 1)
    assert now(job).cues[1].lines == ("Այսօր", "քննարկում ենք հաշիվը։")
    do(bagrat, job, "free", 1)
    assert now(job).cues[1].lines == ("Այսօր քննարկում ենք հաշիվը։",)


def test_words_move_up_and_down(job: Transcription, bagrat: User) -> None:
    do(bagrat, job, "split", 1, 2)
    do(bagrat, job, "up", 2)
    assert texts(job)[1:3] == ["Այսօր քննարկում ենք", "հաշիվը։"]
    do(bagrat, job, "down", 1)
    assert texts(job)[1:3] == ["Այսօր քննարկում", "ենք հաշիվը։"]
    with pytest.raises(CannotCut):
        do(bagrat, job, "up", 0)


def test_problems_are_mended_at_one_go_and_taken_back_as_one(job: Transcription, bagrat: User) -> None:
    for number in (2, 1, 0):
        do(bagrat, job, "split", number, 1)
    before = texts(job)
    assert now(job).counts()
    problem = next(iter(now(job).counts()))
    done = mend_all(by=bagrat, transcription=job, preset="web", problem=problem)
    assert done.count == done.tried - now(job).counts().get(problem, 0)
    undo(by=bagrat, transcription=job, preset="web")
    assert texts(job) == before


def test_where_nothing_helps_nothing_is_done(job: Transcription, bagrat: User) -> None:
    with pytest.raises(NothingHelps):
        do(bagrat, job, "fix", 1)
    with pytest.raises(NothingHelps):
        mend_all(by=bagrat, transcription=job, preset="web", problem=Problem.TOO_FAST)
    assert not BreakChange.objects.exists()


def test_who_only_reads_decides_nothing(job: Transcription) -> None:
    viewer = factories.person("Vahan", job.recording.team, Role.VIEWER)
    for act in (
        lambda: do(viewer, job, "split", 1, 2),
        lambda: undo(by=viewer, transcription=job, preset="web"),
        lambda: mend_all(by=viewer, transcription=job, preset="web", problem=Problem.TOO_FAST),
        lambda: desk.put(by=viewer, transcription=job, preset="web", revision=0, version=0, marks={}),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_all_breaks_are_put_at_once(job: Transcription, bagrat: User) -> None:
    marks = {1: JOIN, 2: Mark(Kind.CUT, 100), 4: LINE}
    made = desk.put(by=bagrat, transcription=job, preset="web", revision=0, version=0, marks=marks)
    assert made.cutting.marks == marks == now(job).cutting.marks
    with pytest.raises(Moved):
        desk.put(by=bagrat, transcription=job, preset="web", revision=0, version=0, marks={})
    assert texts(job)[0] == "Բարի լույս,"


@pytest.mark.parametrize(
    ("preset", "marks"),
    [
        ("web", {99: CUT}),
        ("web", {1: Mark(Kind.JOIN, 5)}),
        ("web", {1: Mark(Kind.CUT, 1001)}),
        ("social", {1: LINE}),
    ],
)
def test_breaks_that_cannot_be_are_refused(
    job: Transcription, bagrat: User, preset: str, marks: dict[int, Mark]
) -> None:
    with pytest.raises(BadBreaks):
        desk.put(by=bagrat, transcription=job, preset=preset, revision=0, version=0, marks=marks)


def test_words_that_come_to_nothing_in_print_move_no_break(job: Transcription, bagrat: User) -> None:
    edit(bagrat, job, 1, "Այսօր \u0085 քննարկում ենք հաշիվը։")
    do(bagrat, job, "split", 1, 2)
    assert texts(job)[1:3] == ["Այսօր քննարկում", "ենք հաշիվը։"]


def test_every_preset_has_breaks_of_its_own() -> None:
    assert set(PRESETS) == {name for name, _label in Breaks._meta.get_field("preset").choices or ()}
