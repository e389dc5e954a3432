"""What may end an alignment.

TranscriptsError
└── AlignmentError        CannotListen  a package is missing, the sound cannot be decoded, or the listener broke
                          Stopped       whoever asked for it wanted it no more
"""

from transcripts.errors import TranscriptsError, gettext_noop


class AlignmentError(TranscriptsError):
    code = "alignment_failed"
    sentence = gettext_noop("The words could not be matched with the sound.")


class CannotListen(AlignmentError):
    code = "cannot_listen"


class Stopped(AlignmentError):
    code = "alignment_stopped"
