"""A HiSpeech stand-in over HTTP for developers, tests and people without a key. Plain Python.

Its text is made up; what it receives, refuses and would bill is kept in a ledger. docs/sandbox.md is its manual.

doors name wishes and answers · uploads and lookups walk a request · sandbox holds options, faults, ledger and
jobs · speech makes words up from phrases · body and form read requests · control takes orders · reception is HTTP.
"""

from transcripts.sandbox.faults import BadFault, Kind
from transcripts.sandbox.ledger import Entry
from transcripts.sandbox.options import BadOption, Options, add_arguments, from_arguments
from transcripts.sandbox.running import running, serve
from transcripts.sandbox.sandbox import Sandbox

__all__ = [
    "BadFault",
    "BadOption",
    "Entry",
    "Kind",
    "Options",
    "Sandbox",
    "add_arguments",
    "from_arguments",
    "running",
    "serve",
]
