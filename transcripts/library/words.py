"""Our errors in the person's language."""

from collections.abc import Mapping

from django.utils.translation import gettext

from transcripts.errors import TranscriptsError


def in_words(error: TranscriptsError) -> str:
    """The error's sentence, translated, with its parameters filled in."""
    return sentence_in_words(error.sentence, error.params)


def sentence_in_words(sentence: str, params: Mapping[str, object]) -> str:
    """A sentence marked by `gettext_noop`, translated, with its `%(name)s` filled in."""
    translated = gettext(sentence)
    return translated % params if params else translated
