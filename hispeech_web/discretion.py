"""Addresses that open something for whoever holds them never reach the log."""

import logging
import re

# What follows these is as good as a password.
_OPENS = re.compile(
    r"(/shared/(?:media/)?|/team/invitations/|/accounts/(?:setup|password/reset/key|confirm-email)/)[^/\s?]+"
)


def hushed(text: str) -> str:
    return _OPENS.sub(r"\1…", text)


class Discretion(logging.Filter):
    """Stands at the handler, so that it hears everybody."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (told := hushed(said)) != said:
            record.msg, record.args = told, ()
        return True
