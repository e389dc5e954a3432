"""Addresses of the pages."""

from django.urls import path

from transcripts.web import (
    company,
    correcting,
    health,
    library,
    live,
    media,
    peaks,
    profile,
    recording,
    setup,
    times,
    tracks,
    transcribe,
    upload,
    usage,
    words,
)

_ONE = "recordings/<uuid:recording_id>/"
_RUN = _ONE + "transcriptions/<uuid:transcription_id>/"

urlpatterns = [
    path("", library.library, name="library"),
    path("live/", live.badges, name="live"),
    path("upload/", upload.upload, name="upload"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/setup/<str:token>/", setup.setup, name="setup"),
    path("accounts/profile/", profile.profile, name="profile"),
    path("usage/", usage.usage, name="usage"),
    path("usage/usage.csv", usage.download, name="usage_csv"),
    path(_ONE, recording.recording, name="recording"),
    path(_ONE + "status/", recording.status, name="recording_status"),
    path(_ONE + "player/", recording.player, name="recording_player"),
    path(_ONE + "title", recording.rename, name="recording_title"),
    path(_ONE + "transcribe", transcribe.transcribe, name="recording_transcribe"),
    path(_ONE + "remove", recording.remove, name="recording_remove"),
    path(_ONE + "restore", recording.restore, name="recording_restore"),
    path(_ONE + "text", recording.text, name="recording_text"),
    path(_ONE + "media", media.media, name="recording_media"),
    path(_ONE + "peaks", peaks.peaks, name="recording_peaks"),
    path(_ONE + "tracks/<int:index>", tracks.track, name="recording_track"),
    path(_RUN + "times", times.times, name="transcription_times"),
    path(_RUN + "words", words.words, name="transcription_words"),
    path(_RUN + "change", correcting.change, name="transcription_change"),
    path(_RUN + "standing", correcting.standing, name="transcription_standing"),
    path(_RUN + "present", company.present, name="transcription_present"),
    path(_RUN + "speakers", company.speakers, name="transcription_speakers"),
    path(_RUN + "retry", recording.retry, name="transcription_retry"),
    path(_RUN + "cancel", recording.cancel, name="transcription_cancel"),
]
