"""`manage.py sweep`: look once for work that is due, as every worker's clock does each second."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from transcripts.tasks import hand_out
from transcripts.transcription.follow import settle_abandoned


class Command(BaseCommand):
    help = "Hand out what is due to the workers, once. Workers do this by themselves every second."

    def handle(self, *args: Any, **options: Any) -> None:
        settle_abandoned(timezone.now())
        self.stdout.write(f"{hand_out()} handed out")
