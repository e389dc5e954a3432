"""A HiSpeech stand-in over HTTP for developers, tests and people without a key. Plain Python.

Its text is made up, or roughly recognised; what it receives, refuses and would bill is kept in a ledger. docs/sandbox.md is its manual.

reception is HTTP · body and form read a request · uploads and lookups walk it · the doors name wishes and answers ·
sandbox holds options, storm (of faults), ledger and jobs · speech makes words up from phrases · listening recognises some,
understood keeps them, writing makes sentences of them · folders · control takes orders.
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
