"""`manage.py reindex`: bring the search index up to date. Safe beside the running site, and resumed where it was stopped."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from transcripts.library.catching_up import index_next, unindexed

# As shells report who was stopped by Ctrl-C.
INTERRUPTED = 130


class Command(BaseCommand):
    help = "Indexes recordings that are not yet, or under other rules or another lexicon than today's; the oldest first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are up to date")

    def handle(self, *args: Any, all: bool, **options: Any) -> None:
        self.done = 0
        try:
            self._index(everything=all)
        except KeyboardInterrupt:
            # Each recording is indexed in a transaction of its own.
            how = "begins anew with --all, and goes on without" if all else "goes on"
            self.stderr.write(f"Stopped after {self.done}. Nothing is half done; the same command {how}.")
            raise SystemExit(INTERRUPTED) from None

    def _index(self, *, everything: bool) -> None:
        waiting, last = unindexed(everything=everything).count(), None
        self.stdout.write(f"{waiting} to be indexed.")
        while found := index_next(100, after=last, everything=everything):
            self.done, last = self.done + len(found), found[-1]
            self.stdout.write(f"{self.done} of {waiting}")
