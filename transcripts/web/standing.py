"""What this site must say about itself: to everybody while a sandbox stands in, to its administrators where something is missing."""

import time
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from transcripts.alignment import packages
from transcripts.models import Attempt, PollingProof, Reason

# Set-up may still be fetching what is missing; looking takes half a millisecond.
_LOOK_EVERY = 10.0


def about_the_sandbox() -> str:
    """ "" where there is a key."""
    if not settings.SANDBOX:
        return ""
    made_up = _("No HiSpeech key is set: transcripts are made up by the sandbox.")
    if settings.SANDBOX_HEAR != "listen":
        return made_up
    if lacking := missing():
        return f"{made_up} {_(lacking)}"
    return _("No HiSpeech key is set: the sandbox writes down roughly what it hears, with many mistakes.")


def missing() -> str:
    """Which package word times and the sandbox lack, as `alignment.packages` says it, untranslated; "" where nothing is missing."""
    return _missing(int(time.monotonic() // _LOOK_EVERY))


@lru_cache(maxsize=1)
def _missing(moment: int) -> str:
    return packages.missing()


def for_administrators() -> str:
    """What is amiss, and what they can do; "" where nothing is."""
    return " ".join(filter(None, [_about_the_key(), _about_listening(), _about_looking_up()]))


def _about_the_key() -> str:
    """As the newest try has shown."""
    newest = Attempt.objects.order_by("-created_at", "-pk").values_list("error_code", flat=True).first()
    if newest != Reason.KEY_REFUSED:
        return ""
    return _(
        "HiSpeech does not accept the key of this site (HISPEECH_API_KEY): nothing is transcribed until the site is started with a "
        "valid one. Nothing was charged, and what has failed meanwhile can be tried again."
    )


def _about_listening() -> str:
    if not (lacking := missing()):
        return ""
    consequence = _("Word times are estimated, and no transcript is checked against its sound.")
    remedy = _("Start the site again with `make run` while the internet can be reached: it is fetched then.")
    return f"{_(lacking)} {consequence} {remedy}"


def _about_looking_up() -> str:
    trouble = PollingProof.lost() if settings.HISPEECH_MODE == "auto" else ""
    if not trouble:
        return ""
    return _(
        "Looking jobs up at HiSpeech has stopped working (%(trouble)s). Uploads wait for their answer instead, and ten minutes later "
        "looking up is tried anew, for free. `manage.py check_hispeech` says what answers."
    ) % {"trouble": trouble}
