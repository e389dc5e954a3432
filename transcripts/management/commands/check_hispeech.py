"""`manage.py check_hispeech [FILE]`: which of the three ways answers with this key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from transcripts.errors import BadMedia
from transcripts.models.transcription import Model
from transcripts.transcription.check import Finding, check_by_sending, check_for_nothing

_MARKS = {True: "yes", False: "NO", None: "?"}


class Command(BaseCommand):
    help = (
        "Say which of HiSpeech's three ways answers with this key. Without FILE only what costs nothing is asked; "
        "with it, a short spoken recording, FILE is sent three times and paid for three times."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a recording of a few seconds")
        parser.add_argument("--model", choices=Model.values, default=Model.FORMAL.value)

    def handle(self, *args: Any, file: Path | None, model: str, **options: Any) -> None:
        name = "the sandbox" if settings.SANDBOX else "HiSpeech"
        self.stdout.write(f"Asking {name} at {settings.HISPEECH_BASE_URL}")
        found = [self._say(check_for_nothing())]
        if file is not None:
            found += [self._say(finding) for finding in self._send(file, model)]
        if not any(finding.works for finding in found):
            raise CommandError("Nothing answered as HiSpeech would.")

    def _send(self, file: Path, model: str) -> list[Finding]:
        try:
            return list(check_by_sending(file, model))
        except (OSError, BadMedia) as error:
            raise CommandError(f"{file} could not be read as a recording: {error}") from None

    def _say(self, finding: Finding) -> Finding:
        self.stdout.write(f"{finding.way:8} {_MARKS[finding.works]:4} {finding.words}")
        return finding
