"""`manage.py hispeech_sandbox`: the HiSpeech stand-in, for those who are at Django's command line anyway."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from transcripts import sandbox


class Command(BaseCommand):
    help = "Serve as HiSpeech over HTTP, with made-up or roughly recognised text (docs/sandbox.md)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        sandbox.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sandbox.serve(options["host"], options["port"], sandbox.from_arguments(options))
        except (sandbox.BadOption, OSError, OverflowError) as error:
            raise CommandError(str(error)) from error
