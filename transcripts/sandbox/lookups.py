"""Asking after a job. It costs nothing; faults for look-ups touch only what is said."""

import time
from email.message import Message

from transcripts.sandbox import answers, hispeech_door
from transcripts.sandbox.answers import Answer, Dropped
from transcripts.sandbox.faults import LOOK_UP, OF_LOOK_UPS_INSTEAD, Fault, Kind, Moment
from transcripts.sandbox.hispeech_door import HISPEECH
from transcripts.sandbox.jobs import Job
from transcripts.sandbox.sandbox import Sandbox
from transcripts.sandbox.uploads import BAD_KEY, distorted, trouble

NO_JOB = "There is no such job."


def look_up(box: Sandbox, job_id: str, headers: Message) -> Answer:
    """Raises Dropped."""
    if not box.knows(HISPEECH.key(headers)):
        return HISPEECH.refusal(401, BAD_KEY)
    job = box.jobs.get(job_id)
    box.book.look_up(job.number if job else None)
    struck = box.storm.draw(LOOK_UP, job.model if job else "", tuple(Moment))
    if struck and struck.kind in OF_LOOK_UPS_INSTEAD:
        return _instead(struck)
    if struck and struck.kind is Kind.SLOW and not box.wait_until(time.time() + struck.seconds):
        raise Dropped
    return distorted(_honest(box, job), struck)


def _instead(struck: Fault) -> Answer:
    return answers.not_found() if struck.kind is Kind.NO_POLLING else trouble(struck, HISPEECH)


def _honest(box: Sandbox, job: Job | None) -> Answer:
    if job is None or job.lost:
        return HISPEECH.refusal(404, NO_JOB)
    if not job.ready(time.time()):
        return hispeech_door.working(job)
    if job.error:
        return hispeech_door.failed(job)
    words = box.words(job)
    return HISPEECH.refusal(404, NO_JOB) if words is None else hispeech_door.finished(job, words)
