"""What may have been meant by what was typed: a name of several words, or Armenian in other letters or another layout."""

from collections.abc import Iterator

from transcripts.library.query import LONGEST, parts
from transcripts.text.armenian import offers

# Names of so many words.
MOST_WORDS = 3
_NAMED = ("by", "folder", "tag")
_READ = ("model", "before", "after", "length")


def with_whole_names(box: str) -> Iterator[str]:
    """by:Անահիտ Սարգսյան as by:"Անահիտ Սարգսյան", the longest first; of the first name that words follow."""
    found = parts(box)
    for at, part in enumerate(found):
        if (part["name"] or "").lower() in _NAMED and part["plain"]:
            behind = found[at + 1 : at + MOST_WORDS]
            words = next((n for n, one in enumerate(behind) if one["name"] or not one["plain"]), len(behind))
            for last in reversed(behind[:words]):
                start, end = part.start("plain"), last.end()
                yield f'{box[:start]}"{box[start:end]}"{box[end:]}'
            if words:
                return


def in_armenian(box: str) -> list[str]:
    """The likeliest first; nothing but the lexicon is asked. What is no word or name stays as it is."""
    typed = box[:LONGEST]
    return offers(typed) or list(dict.fromkeys(_by_parts(typed)))


def _by_parts(typed: str) -> Iterator[str]:
    """The first offers for each part together, then the second ones."""
    spans = [
        part.span("plain" if part["plain"] else "quoted") for part in parts(typed) if _is_words(part["name"])
    ]
    each = [(span, found) for span in spans if (found := offers(typed[slice(*span)]))]
    for rank in range(max((len(found) for _span, found in each), default=0)):
        said = typed
        for (start, end), found in reversed(each):
            said = said[:start] + found[min(rank, len(found) - 1)] + said[end:]
        yield said


def _is_words(name: str | None) -> bool:
    return (name or "").lower() not in _READ
