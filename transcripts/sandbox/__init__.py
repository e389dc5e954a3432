"""A HiSpeech stand-in over HTTP for developers, tests and people without a key. Plain Python."""
