"""Whether any way of cutting keeps all limits of a preset: all are tried, by the preset's figures and nothing else of ours."""

from collections.abc import Sequence
from functools import cache

from transcripts.text.document import Word
from transcripts.text.segmenting import Preset


def keepable(words: Sequence[Word], preset: Preset, turns: frozenset[int] = frozenset()) -> bool:
    """Each subtitle begins with its first word and may stay until `gap` before the next one; all words have times, in order."""
    starts = [round(1000 * (word.start or 0.0)) for word in words]

    def may_be(first: int, behind: int) -> bool:
        texts = [word.text for word in words[first:behind]]
        said = round(1000 * (words[behind - 1].end or 0.0)) - starts[first]
        if turns & set(range(first + 1, behind)) or (len(texts) > 1 and said > preset.longest):
            return False
        shown = preset.longest
        if behind < len(words):
            shown = min(shown, starts[behind] - preset.gap - starts[first])
        is_read = len(" ".join(texts)) <= preset.speed * shown / 1000
        return is_read and shown >= preset.shortest and _fits(texts, preset)

    @cache
    def from_here(first: int) -> bool:
        return first == len(words) or any(
            may_be(first, behind) and from_here(behind) for behind in range(first + 1, len(words) + 1)
        )

    return from_here(0)


def _fits(texts: Sequence[str], preset: Preset) -> bool:
    """On one line, or with any of the lower lines that there may be."""
    ways = [(len(" ".join(texts)), 0)]
    if preset.lines > 1:
        ways += [(len(" ".join(texts[:at])), len(" ".join(texts[at:]))) for at in range(1, len(texts))]
    return any(max(way) <= preset.line for way in ways)
