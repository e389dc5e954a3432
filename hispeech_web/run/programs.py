"""The programs of the stack, in the order of their start. They are stopped in the opposite order."""

import os
import sys
from signal import Signals

from hispeech_web import places
from hispeech_web.run import answers, broker
from hispeech_web.run.plan import Plan
from hispeech_web.run.program import Program
from transcripts.alignment import packages

_FOR_PIP = ("pip_", "ssl_cert_", "requests_ca_")


def preparation(plan: Plan, answer: int) -> Program:
    """Ends by itself; writes how to sign in to the file descriptor `answer`."""
    secret = {"ADMIN_PASSWORD": os.environ.get("ADMIN_PASSWORD", "")}
    return Program(
        name="prepare",
        command=_python("-m", "hispeech_web.run.prepare", str(answer)),
        folder=places.ROOT,
        environment=plan.environment | secret,
        handed_on=(answer,),
    )


def foundations(plan: Plan) -> list[Program]:
    """What the worker and the site lean on; nothing where both are elsewhere."""
    programs = []
    if plan.own_broker:
        programs.append(broker.program(places.broker_socket(), plan.data / "broker", plan.environment))
    if plan.sandbox_port is not None:
        programs.append(_sandbox(plan, plan.sandbox_port))
    return programs


def _sandbox(plan: Plan, port: int) -> Program:
    """Like the real service it knows its jobs after a restart."""
    place = ("--host", "127.0.0.1", "--port", str(port))
    options = (*place, "--hear", plan.sandbox_hear, "--state", str(plan.data / "sandbox.jsonl"))
    return Program(
        name="sandbox",
        command=_python("-m", "transcripts.sandbox", *options),
        folder=places.ROOT,
        environment=plan.environment,
        healthy=answers.port(port),
        grace=plan.grace,
    )


def worker(plan: Plan) -> Program:
    # Celery warns root about pickled messages; ours are JSON.
    celery = ("-W", "ignore:::celery.platforms", "-m", "celery", "-A", "hispeech_web.celery", "--quiet")
    threads = ("--pool", "threads", "--concurrency", str(plan.worker_threads))
    alone = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    return Program(
        name="worker",
        command=_python(*celery, "worker", *threads, *alone),
        folder=places.ROOT,
        environment=plan.environment,
        grace=plan.grace,
    )


def site(plan: Plan, listener: int) -> Program:
    """`listener` is the file descriptor of the socket at which it answers."""
    configuration = ("-c", "python:hispeech_web.run.gunicorn", "-b", f"fd://{listener}")
    return Program(
        name="site",
        command=_python("-m", "gunicorn", *configuration, "hispeech_web.wsgi"),
        folder=places.ROOT,
        environment=plan.environment,
        healthy=answers.Http((plan.local_host, plan.port), "/healthz"),
        grace=plan.grace + 2,  # gunicorn itself ends its processes after the grace
        when_orphaned=Signals.SIGQUIT,
        handed_on=(listener,),
    )


def fetching(plan: Plan) -> list[Program]:
    """What set-up did not wait for; nothing where all is there."""
    if not packages.missing():
        return []
    return [
        Program(
            name="fetch",
            command=_python("-m", "hispeech_web.bootstrap.speech"),
            folder=places.ROOT,
            environment={name: value for name, value in os.environ.items() if _is_for_pip(name)},
            once=True,
            grace=2,
        )
    ]


def _is_for_pip(name: str) -> bool:
    """What it builds is others' code, which no key of ours concerns."""
    return (
        name in {"PATH", "HOME", "LANG", "TMPDIR"}
        or name.lower().startswith(_FOR_PIP)
        or "_proxy" in name.lower()
    )


def _python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)
