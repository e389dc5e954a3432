"""`python -m hispeech_web.run`: the whole site in the foreground, until Ctrl-C.

Exit codes: 0 stopped as asked, 1 something did not start, 2 the settings or this machine do not allow it.
"""

import os
import signal
import socket
import sys
from contextlib import closing

from hispeech_web import env, places
from hispeech_web.run import folder, plan, ports, programs, welcome
from hispeech_web.run.child import die_with_parent
from hispeech_web.run.plan import Plan
from hispeech_web.run.refusal import Refusal
from hispeech_web.run.supervisor import DidNotStart, Stopped, Supervisor, say


def main() -> int:
    try:
        env.load_dotenv(places.ROOT / ".env")
        chosen = plan.read()
        with folder.claim(chosen.data):
            folder.ensure_secret(places.secret_file())
            return serve(chosen)
    except (Refusal, env.BadVariable) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2


def serve(chosen: Plan) -> int:
    supervisor = Supervisor()
    supervisor.listen_to_signals()
    _end_with_make()
    with closing(ports.listen(chosen.host, chosen.port)) as listener:
        try:
            _start(supervisor, chosen, listener)
            supervisor.watch()
        except DidNotStart as problem:
            say("start", str(problem))
            return 1
        except Stopped:
            pass
        finally:
            listener.close()  # newcomers are turned away while those inside are served to the end
            supervisor.stop()
    say("start", "Stopped.")
    return 0


def _start(supervisor: Supervisor, chosen: Plan, listener: socket.socket) -> None:
    how_to_sign_in = _prepare(supervisor, chosen)
    supervisor.start(*programs.foundations(chosen))
    supervisor.start(programs.worker(chosen), programs.site(chosen, listener.fileno()))
    sys.stdout.write(welcome.block(chosen, how_to_sign_in) + "\n")
    sys.stdout.flush()
    supervisor.start(*programs.fetching(chosen))


def _prepare(supervisor: Supervisor, chosen: Plan) -> str:
    """Returns what the preparation said about signing in."""
    reader, writer = os.pipe()
    code = supervisor.run_once(programs.preparation(chosen, writer))
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as answer:
        said = answer.read()
    if code:
        raise DidNotStart("The database or the files could not be made ready; see the words above.")
    return said


def _end_with_make() -> None:
    """Make passes on a Ctrl-C, but not its own sudden end."""
    if "MAKELEVEL" in os.environ:
        die_with_parent(os.getppid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
