"""What stands in the terminal when everything runs."""

import textwrap

from hispeech_web.run.plan import Plan
from transcripts.alignment import packages

WIDTH = 100
LABEL = 11
RULE = "─" * 72


def block(plan: Plan, how_to_sign_in: str) -> str:
    """`how_to_sign_in` is empty where people have accounts already."""
    rows = [
        ("Address", plan.address),
        ("Sign in", how_to_sign_in.strip() or "with your email address and password"),
        ("HiSpeech", _hispeech(plan)),
        ("Data", str(plan.data)),
        ("Stop", "Ctrl-C"),
    ]
    return "\n".join(
        ["", RULE, "  The transcription library is ready.", "", *(_row(*row) for row in rows), RULE, ""]
    )


def _hispeech(plan: Plan) -> str:
    if plan.sandbox_port is None:
        return "with your key"
    return f"the sandbox stands in: {_its_texts(plan)} Set HISPEECH_API_KEY to use the real one."


def _its_texts(plan: Plan) -> str:
    if plan.sandbox_hear != "listen":
        return "its texts are made up."
    lacking = packages.missing()
    return f"its texts are made up. {lacking}" if lacking else "it writes down roughly what it hears."


def _row(label: str, text: str) -> str:
    """A link must stay in one piece to be clicked."""
    indent = " " * (LABEL + 2)
    lines = [part for line in text.splitlines() for part in _wrap(line)]
    return f"  {label:<{LABEL}}" + f"\n{indent}".join(lines)


def _wrap(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH - LABEL, break_long_words=False, break_on_hyphens=False) or [""]
