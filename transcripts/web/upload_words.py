"""What static/js/upload/ says; `{…}` is filled in by the scripts."""

from django.utils.translation import gettext as _


def words() -> dict[str, object]:
    return {**_choosing(), **_going(), **_trouble(), **_interrupted(), **_recording()}


def _choosing() -> dict[str, object]:
    return {
        "empty": _("This file is empty. Was it copied completely?"),
        "tooLarge": _("This file is too large: at most {limit} can be uploaded."),
        "skipped": _("Skipped, being neither sound nor video: {names}."),
        "skippedMore": _("Skipped, being neither sound nor video: {names} and {n} more."),
        "unread": _("Your computer does not let these be read: {names}."),
        "unreadMore": _("Your computer does not let these be read: {names} and {n} more."),
        "one": _("Upload and transcribe"),
        "many": _("Upload and transcribe {n} recordings"),
    }


def _going() -> dict[str, object]:
    return {
        "waiting": _("Waiting for its turn"),
        "begins": _("Starting…"),
        "sent": _("{sent} of {total}"),
        "sentSoFar": _("{sent} sent so far"),
        "seconds": _("about {n} s left"),
        "minutes": _("about {n} min left"),
        "hours": _("about {n} h left"),
        "paused": _("Paused"),
        "pausedAt": _("Paused at {sent} of {total}"),
        "checking": _("Checking the recording…"),
        "ordering": _("Ordering the transcription…"),
        "choose": _("It has several sound tracks. Nothing is transcribed before you have chosen one."),
        "tried": _("Both models try the first minute. Follow the link to read it and choose one."),
        "known": _("Your team has this recording already: “{title}”."),
        "total": _("{arrived} of {all}, {sent} of {total}"),
        "totalLost": _("{arrived} of {all}, {lost} not uploaded, {sent} of {total}"),
        "titleUploading": _("{share} uploaded"),
        "titleDone": _("All uploaded"),
        "titleLost": _("{lost} of {all} not uploaded"),
    }


def _trouble() -> dict[str, object]:
    return {
        "network": _("No connection. It goes on by itself as soon as there is one; nothing is lost."),
        "behind": _("The site is still busy with what it has got. It goes on by itself in a moment."),
        "busy": _("The site is busy. It goes on by itself in a moment."),
        "server": _("The site has a problem. It goes on by itself; nothing is lost."),
        "failed": _("Something went wrong on our side. What has arrived is kept; try again."),
        "refused": _("The site does not take this file."),
        "removed": _("It had arrived, but somebody has removed it since."),
        "changed": _("The file was changed, moved or deleted on your computer. Choose it again."),
        "signed_out": _("Waiting until you have signed in again"),
        "notOrdered": _("Nothing was ordered. Try again in a moment."),
    }


def _interrupted() -> dict[str, object]:
    return {
        "arrivedSoFar": _("{sent} of {total} have arrived and are kept until {day}."),
        "recordingSoFar": _("A recording that broke off: {sent} have arrived and are kept until {day}."),
        "recordingOf": _("Recording of {when} ({length})"),
        "recordingKept": _("It was not finished. All that was heard is kept in this browser."),
        "sureOfAll": _("Discard all {n}? What has arrived of them would have to be sent again."),
        "elsewhere": _("It is still arriving, from another computer or window. Look there first."),
        "sure": _("Discard this recording? There is no other copy of it."),
    }


def _recording() -> dict[str, object]:
    return {
        "recordingName": _("Recording {when}"),
        "titleRecording": _("● Recording {time}"),
        "titlePaused": _("Paused at {time}"),
        "silent": _("Nothing can be heard. Is it the right microphone, and is it switched on?"),
        "unplugged": _("The microphone has stopped. What was heard until then is being sent."),
        "recorder": {
            "asking": _("Your browser asks whether this page may use the microphone."),
            "barred": _("The microphone cannot be used"),
            "trying": _("Try the microphone: say something"),
            "recording": _("Recording"),
            "paused": _("Paused"),
        },
        "microphone": {
            "NotAllowedError": _(
                "The browser does not let this page use the microphone. Allow it in the browser’s address bar or settings, then try again."
            ),
            "NotFoundError": _("No microphone was found. Plug one in, then try again."),
            "NotReadableError": _("Another program is using the microphone. Close it, then try again."),
            "other": _("The microphone did not start. Check it, then try again."),
        },
    }
