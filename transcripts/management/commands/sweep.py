"""`manage.py sweep`: look once for work that is due, as every worker's clock does each second."""

from typing import Any

from django.core.management.base import BaseCommand

from transcripts.tasks import hand_out


class Command(BaseCommand):
    help = "Hand out what is due to the workers, once. Workers do this by themselves every second."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{hand_out()} handed out")
