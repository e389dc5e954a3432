"""Why the site does not start: told in one sentence, not in a traceback."""


class Refusal(Exception):
    """The message says what is wrong and what to do; the exit code is 2."""
