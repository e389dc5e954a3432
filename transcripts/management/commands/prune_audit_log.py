"""`prune_audit_log --before 2024-01-01`: delete entries of the audit log that are older (docs/operating.md)."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from transcripts.actions.prune_log import prune_log


class Command(BaseCommand):
    help = "Delete the entries of the audit log from before a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--before", required=True, metavar="YYYY-MM-DD", help="The first day that stays.")

    def handle(self, *args: Any, before: str, **options: Any) -> None:
        try:
            day = date.fromisoformat(before)
            moment = timezone.make_aware(datetime.combine(day, time.min))
        except (ValueError, OverflowError):
            raise CommandError(f"{before} is no day; write it as 2024-01-31.") from None
        if day > timezone.localdate():
            raise CommandError("That day is yet to come. Nothing was deleted.")
        gone = prune_log(before=moment)
        self.stdout.write(f"{gone} entries from before {day} were deleted.")
