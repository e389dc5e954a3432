"""Armenian spelling made comparable: what must be equal when one searches.

The full analyser (lemmas, offsets) grows here; until then `fold` serves the simple search.
"""

import re
import unicodedata

# Marks that stand inside a word without changing which word it is (Unicode Armenian block:
# U+055A apostrophe, U+055B emphasis, U+055C exclamation, U+055E question, U+055F abbreviation),
# and invisible characters that editors and web pages leave behind.
_INSIDE = dict.fromkeys(map(ord, "՚՛՜՞՟´\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_YEV = re.compile("եւ|եվ")


def fold(text: str) -> str:
    """Lower case, no marks inside words, one spelling of և. Length and offsets are not kept."""
    # The marks go first: NFKC would turn an acute accent into a space and split the word.
    return _YEV.sub("և", unicodedata.normalize("NFKC", text.translate(_INSIDE)).lower())
