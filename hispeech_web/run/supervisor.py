"""One loop that starts programs in order, passes on their words, starts again what died, and stops all.

There are no threads. A signal wakes the loop by a byte in a pipe; a word from a child does by its pipe.
"""

import os
import selectors
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from hispeech_web.run.child import Child
from hispeech_web.run.program import Program

TICK = 0.05  # seconds between two looks while something is awaited
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# A program that lived this long was well; if it dies later, that is a new trouble.
WELL_AFTER = 60.0
# Make, a shell and a terminal may each pass on the same Ctrl-C: so close together, it is one.
SAME_REQUEST = 0.5
NAME_WIDTH = 7


class Stopped(Exception):
    """A person or the system asked us to stop while we were waiting for something else."""


class DidNotStart(Exception):
    """A program ended, or did not become healthy in time, when it was first started."""


@dataclass(slots=True)
class Post:
    """A place in the stack: what should run there, what does, and since or until when."""

    program: Program
    child: Child | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    start_again_at: float = 0.0


class Supervisor:
    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.requests_to_stop = 0
        self._last_request = float("-inf")
        self._selector = selectors.DefaultSelector()
        self._wake_reader, self._wake_writer = os.pipe()
        for end in (self._wake_reader, self._wake_writer):
            os.set_blocking(end, False)
        self._selector.register(self._wake_reader, selectors.EVENT_READ)

    # --- signals

    def listen_to_signals(self) -> None:
        signal.set_wakeup_fd(self._wake_writer, warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # its byte in the pipe is all we need

    def _asked_to_stop(self, *_: object) -> None:
        now = time.monotonic()
        if now - self._last_request > SAME_REQUEST:
            self.requests_to_stop += 1
        self._last_request = now

    # --- starting

    def run_once(self, program: Program) -> int:
        """Run a program to its end and return its exit code. Raises Stopped."""
        post = Post(program)
        child = self._start(post)
        self.posts.append(post)
        self._wait(child.ended)
        self.posts.remove(post)
        self._bury(post)
        return int(child.process.returncode)

    def start(self, *programs: Program, seconds: float = 60) -> None:
        """Start programs beside each other; return when all are healthy. Raises DidNotStart, Stopped."""
        posts = [Post(program) for program in programs]
        for post in posts:
            self.posts.append(post)
            self._start(post)
        for post in posts:
            if not post.program.once:
                self._await_health(post, time.monotonic() + seconds)

    def _await_health(self, post: Post, deadline: float) -> None:
        def settled() -> bool:
            return post.child is None or post.child.ended() or post.program.healthy()

        in_time = self._wait(settled, deadline)
        if post.child is None or post.child.ended():
            raise DidNotStart(
                f"The {post.program.name} ended as soon as it was started; see its words above."
            )
        if not in_time:
            raise DidNotStart(f"The {post.program.name} did not answer in time; see its words above.")

    def _start(self, post: Post) -> Child:
        child = Child(post.program)
        post.child, post.started = child, time.monotonic()
        self._selector.register(child.output, selectors.EVENT_READ, post)
        return child

    # --- watching

    def watch(self) -> None:
        """Keep everything running until somebody asks us to stop."""
        try:
            while True:
                self._turn(self._until_next_start())
                self._revive()
        except Stopped:
            return

    def _wait(self, condition: Callable[[], bool], deadline: float = float("inf")) -> bool:
        """Turn the loop until the condition holds (True) or the deadline has passed (False)."""
        while not condition():
            if time.monotonic() > deadline:
                return False
            self._turn(TICK)
        return True

    def _turn(self, seconds: float | None) -> None:
        """Pass on what was said, for at most so long; raises Stopped where a signal came."""
        self._pass_on(seconds)
        if self.requests_to_stop:
            raise Stopped

    def _pass_on(self, seconds: float | None) -> None:
        for key, _ in self._selector.select(seconds):
            if key.data is None:
                os.read(self._wake_reader, 4096)
            else:
                self._say_for(key.data)

    def _say_for(self, post: Post) -> None:
        if post.child is None:
            return
        for line in post.child.lines():
            say(post.program.name, line)
        if post.child.silent:
            self._selector.unregister(post.child.output)

    def _revive(self) -> None:
        """Bury what has died, and start again what has waited long enough."""
        now = time.monotonic()
        for post in list(self.posts):
            if post.child is not None and post.child.ended():
                self._see_off(post, now)
            elif post.child is None and now >= post.start_again_at:
                self._start(post)

    def _see_off(self, post: Post, now: float) -> None:
        if post.program.once:
            self._bury(post)
            self.posts.remove(post)
        else:
            self._plan_restart(post, now)

    def _plan_restart(self, post: Post, now: float) -> None:
        code = post.child.process.returncode if post.child else 0
        self._bury(post)
        if now - post.started > WELL_AFTER:
            post.pause = FIRST_PAUSE
        say("start", f"The {post.program.name} ended ({_how(code)}); starting it again in {post.pause:g} s.")
        post.start_again_at = now + post.pause
        post.pause = min(post.pause * 2, LONGEST_PAUSE)

    def _until_next_start(self) -> float | None:
        waits = [post.start_again_at - time.monotonic() for post in self.posts if post.child is None]
        return max(0.0, min(waits)) if waits else None

    # --- stopping

    def stop(self) -> None:
        """Last started, first stopped, each with its grace; a second request kills what is left."""
        asked = self.requests_to_stop
        for post in reversed(self.posts):
            self._stop(post, asked)
        self.posts.clear()

    def _stop(self, post: Post, asked: int) -> None:
        if post.child is None:
            return
        post.child.ask_to_stop()
        deadline = time.monotonic() + post.program.grace
        while not post.child.ended() and time.monotonic() < deadline and self.requests_to_stop <= asked:
            self._pass_on(TICK)
        if not post.child.ended():
            say("start", f"The {post.program.name} is still busy; ending it now.")
        self._bury(post)

    def _bury(self, post: Post) -> None:
        """Its last words, its group's end, its pipe closed."""
        child, post.child = post.child, None
        if child is None:
            return
        child.kill_all()
        child.process.wait()
        for line in child.lines():
            say(post.program.name, line)
        if child.output in self._selector.get_map():
            self._selector.unregister(child.output)
        child.output.close()


def say(name: str, line: str) -> None:
    """One line of the merged log. With nobody left to read it (`make run | head`) the site stops."""
    try:
        sys.stdout.write(f"{name:<{NAME_WIDTH}} | {line}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        signal.raise_signal(signal.SIGTERM)


def _how(code: int) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"
