"""`python -m tests.bench.analyser`: how fast words get their lemmas, and what that takes. Ends with 1 where a limit was missed.

The words are forms that the lexicon knows, a tenth of them with an ending that makes them unknown, as often as words are in
a language (Zipf): of a million running words, the commonest ones fill most. Every run is a process of its own.
"""

import json
import random
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading it is what is measured
    from transcripts.text.armenian.lexicon import Lexicon

WORDS = 1_000_000
FORMS = 30_000
SPEED, LOADING, MEMORY = 50_000, 0.2, 15.0  # words a second, seconds, MiB


@dataclass(frozen=True, slots=True)
class Found:
    loading: float  # seconds, import and table
    loaded: float  # MiB of its own that the process has more than before
    running: float  # words a second of one core, with the cache as it comes
    full: float  # MiB more when all was analysed
    look_up: float  # microseconds for one word that is not in the cache


def main() -> int:
    if "--inside" in sys.argv:
        sys.stdout.write(json.dumps(asdict(_measure())))
        return 0
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.analyser", "--inside"], capture_output=True, check=True, text=True
    )
    found = Found(**json.loads(done.stdout))
    rows = _rows(found)
    for name, value, limit, kept in rows:
        sys.stdout.write(f"{'' if kept else 'MISSED '}{name:<42} {value:<18} {limit}\n")
    return 0 if all(kept for *_, kept in rows) else 1


def _rows(found: Found) -> list[tuple[str, str, str, bool]]:
    return [
        (
            "words a second of one core",
            f"{found.running:,.0f}",
            f"at least {SPEED:,}",
            found.running >= SPEED,
        ),
        ("one word that is not remembered", f"{found.look_up:.1f} µs", "", True),
        ("loading", f"{found.loading:.3f} s", f"at most {LOADING:g} s", found.loading <= LOADING),
        (
            "memory of its own, loaded",
            f"{found.loaded:.1f} MiB",
            f"at most {MEMORY:g}",
            found.loaded <= MEMORY,
        ),
        ("memory of its own, cache full", f"{found.full:.1f} MiB", "", True),
    ]


def _measure() -> Found:
    before = _own()
    started = time.perf_counter()
    from transcripts.text.armenian import analyse, lexicon

    known = lexicon.installed()
    loading = time.perf_counter() - started
    loaded = _own() - before
    if known is None:
        raise SystemExit("The lexicon is not there: run the set-up first.")
    import marisa_trie

    stems = list(dict.fromkeys(marisa_trie.BytesTrie().load(str(lexicon.PLACE / lexicon.STEMS)).iterkeys()))
    texts = _texts(known, stems, list(json.loads((lexicon.PLACE / lexicon.TABLE).read_bytes())["endings"]))
    before = _own()
    seconds, words = 0.0, 0
    for text in texts:
        started = time.process_time()
        tokens = analyse(text)
        seconds += time.process_time() - started
        words += len(tokens)
    full = _own() - before
    return Found(loading, loaded, words / seconds, full, _look_up(stems))


def _texts(known: "Lexicon", stems: list[str], endings: list[str]) -> list[str]:
    """Of ten thousand words each, always the same."""
    luck = random.Random(7)
    forms: list[str] = []
    while len(forms) < FORMS:
        form = luck.choice(stems) + luck.choice(endings)
        if known.lemmas(form):
            forms.append(form if luck.random() < 0.9 else f"{form}ուկներ")
    weights = list(accumulate(1 / (rank + 2) for rank in range(FORMS)))
    return [" ".join(luck.choices(forms, cum_weights=weights, k=10_000)) for _ in range(WORDS // 10_000)]


def _look_up(words: list[str]) -> float:
    from transcripts.text.armenian.analyser import lemmas_of

    chosen = random.Random(8).sample(words, 20_000)
    started = time.process_time()
    for word in chosen:
        lemmas_of(word)
    return (time.process_time() - started) / len(chosen) * 1e6


def _own() -> float:
    """MiB that this process shares with no other (Linux)."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


if __name__ == "__main__":
    sys.exit(main())
