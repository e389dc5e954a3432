"""HiSpeech from outside: requests, answers, errors. Plain Python, the only httpx in the project."""
