"""Armenian made searchable: folded spelling, words with their offsets, lemmas. `docs/armenian.md` tells how.

No database and no query lives here: what is indexed and asked is `library`'s.
"""

from transcripts.text.armenian.analyser import Finder, Token, analyse, analyze, edition, spans
from transcripts.text.armenian.spelling import fold
from transcripts.text.armenian.typed import offers

__all__ = ["Finder", "Token", "analyse", "analyze", "edition", "fold", "offers", "spans"]
