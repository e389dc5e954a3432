"""Our errors in the person's language."""

from django.utils.translation import gettext

from transcripts.errors import TranscriptsError


def in_words(error: TranscriptsError) -> str:
    """The error's sentence, translated, with its parameters filled in."""
    sentence = gettext(error.sentence)
    return sentence % error.params if error.params else sentence
