"""`python -m tests.journeys.written`: a recording with its transcripts, put into the library of a site that runs.

For what begins where a job has ended. In a process of its own: journeys and Django's database layer do not go together.
"""

import subprocess
import sys
import uuid
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path

from tests.journeys.site import ROOT, Site
from tests.run.bare import bare
from transcripts.sandbox.speech import CONVERSATIONAL, FORMAL, speak
from transcripts.text.document import Document, Word

MODELS = {"formal": FORMAL, "conversational": CONVERSATIONAL}
RATE = 8000  # bytes a second, and samples
STRETCH, PAUSE = 7.0, 0.6  # seconds
HEADER = b"RIFF%sWAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data%s"


def bring(
    site: Site,
    seconds: float,
    *,
    title: str = "Երկար նիստ",
    models: str = "formal",
    words: int = 0,
    video: Path | None = None,
    times: bool = True,
) -> str:
    """The address of its page. `video`: its file, in place of silence; without `times` nobody knows when words are said."""
    options = (
        "--seconds",
        seconds,
        "--title",
        title,
        "--models",
        models,
        "--words",
        words,
        "--video",
        video or "",
        *(() if times else ("--untimed",)),
    )
    command = (sys.executable, "-m", "tests.journeys.written", *map(str, options))
    environment = bare() | {"DATA_DIR": str(site.data), "DJANGO_SETTINGS_MODULE": "hispeech_web.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return f"/recordings/{done.stdout.strip()}/"


def silence(path: Path, seconds: float) -> int:
    """A WAV file that takes no room on the disk. Returns its size in bytes."""
    count = round(seconds * RATE)
    sizes = ((count + 36).to_bytes(4, "little"), count.to_bytes(4, "little"))
    with path.open("wb") as file:
        file.write(HEADER % sizes)
        # Of 8 bits, silence is in the middle; a zero is as constant, and a hole in the file.
        file.truncate(44 + count)
    return 44 + count


def said(seconds: float, model: str, words: int) -> tuple[Word, ...]:
    """Made up, with times; where `words` is given that many or a few more, however quickly they must be said."""
    room = max(seconds, words / 2.2 * (1 + PAUSE / STRETCH))
    count = max(1, int(room // (STRETCH + PAUSE)))
    voiced = [(at * (STRETCH + PAUSE), at * (STRETCH + PAUSE) + STRETCH) for at in range(count)]
    pace = seconds / room
    return tuple(
        Word(word.text, round((word.start or 0) * pace, 3), round((word.end or 0) * pace, 3))
        for word in speak(voiced, "written", model)
    )


def _without_times(document: Document) -> Document:
    bare = (replace(one, words=tuple(Word(word.text) for word in one.words)) for one in document.paragraphs)
    return replace(document, paragraphs=tuple(bare))


def main() -> None:
    parser = ArgumentParser("python -m tests.journeys.written", description=__doc__)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--title", required=True)
    parser.add_argument("--models", required=True, help="formal, conversational, or both with a comma")
    parser.add_argument("--words", type=int, default=0)
    parser.add_argument("--video", default="")
    parser.add_argument("--untimed", action="store_true")
    asked = parser.parse_args()
    import django

    django.setup()
    print(
        _write(asked.title, asked.seconds, asked.models.split(","), asked.words, asked.video, asked.untimed)
    )


def _write(title: str, seconds: float, models: list[str], words: int, video: str, untimed: bool) -> uuid.UUID:
    from django.db import transaction
    from django.utils import timezone

    from transcripts.library.index import refresh
    from transcripts.media import keys
    from transcripts.models import Recording, Rendition, Revision, Status, Transcription, User
    from transcripts.text.sentences import paragraphs

    by = User.objects.earliest("pk")
    row = Recording(team=by.teams.get(), uploaded_by=by, title=title, filename="նիստ.wav", duration=seconds)
    row.file.name = keys.original(row.pk)
    path = Path(row.file.path)
    path.parent.mkdir(parents=True)
    row.container, row.sha256, row.has_video = "mp4" if video else "wav", "0" * 64, bool(video)
    row.size = path.write_bytes(Path(video).read_bytes()) if video else silence(path, seconds)
    row.rendition_status = Rendition.NEEDLESS
    now = timezone.now()
    with transaction.atomic():
        row.save(force_insert=True)
        for model in models:
            fields = {"stt_model": MODELS[model], "requested_by": by, "queued_at": now, "finished_at": now}
            run = Transcription.objects.create(recording=row, status=Status.COMPLETED, **fields)
            document = paragraphs(said(seconds, MODELS[model], words))
            Revision.of_machine(run, _without_times(document) if untimed else document)
        refresh(row)
    return row.pk


if __name__ == "__main__":
    main()
