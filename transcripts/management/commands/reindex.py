"""`manage.py reindex`: bring the search index up to date. Safe beside the running site, and resumed where it was stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from transcripts.library.catching_up import index_next, unindexed


class Command(BaseCommand):
    help = "Indexes recordings that are not yet, or under other rules or another lexicon than today's; the oldest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *args: Any, all: bool, **options: Any) -> None:
        waiting = unindexed(everything=all).count()
        self.stdout.write(f"{waiting} to be indexed.")
        done, last = 0, None
        while found := index_next(100, after=last, everything=all):
            done, last = done + len(found), found[-1]
            self.stdout.write(f"{done} of {waiting}")
