"""One storm from beginning to end, in this process and its children."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from tests.faults import plan
from tests.faults.report import Result
from tests.faults.stack import SCRATCH_SECONDS, Stack, build

log = logging.getLogger("tests.faults")

EMAIL = "storm@example.am"
# The longest that HiSpeech's trouble may put a job off, and a few looks more.
REST_WITHIN = 360.0
LOOK_EVERY = 0.5


def ride_out(storm: plan.Storm, folder: Path) -> Result:
    """Everything is started in `folder`, and has ended when this returns."""
    began = time.monotonic()
    with ExitStack() as endings:
        stack = build(storm.stack, folder, endings)
        token = _settle_in()
        endings.callback(stack.end)
        stack.start()
        return _endure(storm, stack, token, began)


def _settle_in() -> str:
    """Tables, the first owner, and a token for their programs. Django is loaded here and not before."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    from transcripts.actions.tokens import create_token
    from transcripts.actions.welcome import create_first_owner

    return create_token(by=create_first_owner(email=EMAIL, password="right horse"))


def _endure(storm: plan.Storm, stack: Stack, token: str, began: float) -> Result:
    from django.db import connection

    from tests.faults.clients import Clients
    from tests.faults.evidence import gather
    from tests.faults.judge import judge
    from tests.faults.person import Person
    from tests.faults.watch import Watch
    from tests.faults.weather import Weather
    from transcripts.models import User

    clients = Clients(stack.site_url, token, storm.seed)
    person, watch = Person(User.objects.get(), storm.seed), Watch()
    connection.close()  # the database will not be what it was
    weather = Weather(stack, clients, person, watch)
    watch.start()
    try:
        recordings = weather.rage(storm)
        faults = weather.calm()
        brought = clients.told()
        rest = _come_to_rest(weather.tend)
        _wait_for_clean_scratch()
    finally:
        watch.stop()
    late = timedelta(seconds=plan.LONGEST_FREEZE)
    found = gather(brought, person.asked, stack.data / "sandbox.jsonl", late=late)
    return Result(
        stack=storm.stack,
        seed=storm.seed,
        jobs=storm.jobs,
        recordings=recordings,
        statuses=dict(Counter(row.status for row in found.rows)),
        kills=dict(weather.kills),
        faults=dict(faults),
        others=dict(weather.others),
        uploads=len(found.entries),
        accepted=sum(entry.accepted for entry in found.entries),
        attempts=len(found.tries),
        asked=len(person.asked),
        cancelled=person.cancelled,
        repeated=clients.repeated,
        recovery=watch.recovery(),
        rest=rest,
        wall=time.monotonic() - began,
        breaches=[
            *((breach.kind, breach.about) for breach in judge(found)),
            *mild(storm, weather.kills.total(), faults.total()),
        ],
    )


def mild(storm: plan.Storm, kills: int, faults: int) -> Iterator[tuple[str, str]]:
    """A storm that struck too seldom proves nothing."""
    if kills < storm.kills:
        yield "mild", f"{kills} kills of {storm.kills}"
    if faults < storm.faults:
        yield "mild", f"{faults} faults of {storm.faults}"


def _come_to_rest(tend: Callable[[], None]) -> float:
    """Until nothing is under way any more, or for as long as it may take; returns the seconds."""
    from transcripts.models import ACTIVE, Attempt, Outcome, Transcription

    began = time.monotonic()
    while (
        Transcription.every.filter(status__in=ACTIVE).exists()
        or Attempt.objects.filter(outcome=Outcome.OPEN).exists()
    ):
        if time.monotonic() > began + REST_WITHIN:
            log.error("It does not come to rest.")
            break
        tend()
        time.sleep(LOOK_EVERY)
    return time.monotonic() - began


def _wait_for_clean_scratch() -> None:
    """What the killed have left there is swept away after a while."""
    from django.conf import settings

    until = time.monotonic() + 2 * SCRATCH_SECONDS
    while any(settings.SCRATCH_DIR.iterdir()) and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
