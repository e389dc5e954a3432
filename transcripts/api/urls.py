"""Addresses of the API."""

from django.urls import path

from transcripts.api import (
    breaks,
    exports,
    hispeech,
    notes,
    openai,
    order,
    replacing,
    schema,
    search,
    sharing,
    transcripts,
    uploads,
    usage,
)
from transcripts.api import recordings as library
from transcripts.api.errors import unknown

_ONE = "v1/recordings/<uuid:pk>"
_RUN = f"{_ONE}/transcriptions/<uuid:transcription_id>"

# With or without a slash at the end: a redirect would lose what was posted.
recordings = [
    either
    for address, view, name in (
        ("v1/recordings", library.Recordings, "api_recordings"),
        ("v1/recordings/import", search.Import, "api_import"),
        ("v1/recordings/export", exports.Archive, "api_archive"),
        ("v1/search", search.Search, "api_search"),
        ("v1/usage", usage.Usage, "api_usage"),
        (_ONE, library.One, "api_recording"),
        (f"{_ONE}/restore", library.Restore, "api_recording_restore"),
        (f"{_ONE}/transcriptions", library.Transcriptions, "api_transcriptions"),
        (_RUN, library.OneTranscription, "api_transcription"),
        (f"{_RUN}/retry", library.Retry, "api_transcription_retry"),
        (f"{_RUN}/cancel", library.Cancel, "api_transcription_cancel"),
        (f"{_ONE}/transcript", transcripts.Transcript, "api_transcript"),
        (f"{_ONE}/transcript/revisions", transcripts.Revisions, "api_revisions"),
        (f"{_ONE}/transcript/revisions/<int:number>", transcripts.OneRevision, "api_revision"),
        (
            f"{_ONE}/transcript/revisions/<int:number>/restore",
            transcripts.RestoreRevision,
            "api_revision_restore",
        ),
        (f"{_ONE}/transcript/differences", transcripts.Differences, "api_differences"),
        (f"{_ONE}/export", exports.Export, "api_export"),
        (f"{_ONE}/breaks", breaks.BreaksOfSubtitles, "api_breaks"),
        (f"{_ONE}/guest-links", sharing.GuestLinks, "api_guest_links"),
        (f"{_ONE}/guest-links/<uuid:link_id>", sharing.OneGuestLink, "api_guest_link"),
        (f"{_ONE}/notes", notes.Notes, "api_notes"),
        (f"{_ONE}/notes/<int:number>", notes.OneNote, "api_note"),
        ("v1/folders", order.Folders, "api_folders"),
        ("v1/folders/<int:number>", order.OneFolder, "api_folder"),
        ("v1/tags", order.Tags, "api_tags"),
        ("v1/tags/<int:number>", order.OneTag, "api_tag"),
        ("v1/recordings/replace", replacing.Replace, "api_replace"),
        ("v1/recordings/replace/<uuid:batch>/undo", replacing.Undo, "api_replace_undo"),
    )
    for either in (path(f"{address}/", view.as_view(), name=name), path(address, view.as_view()))
]

urlpatterns = [
    path("v1/transcriptions/upload", hispeech.Upload.as_view(), name="api_hispeech_upload"),
    path("v1/transcriptions/<str:job_id>", hispeech.Job.as_view(), name="api_hispeech_job"),
    path("v1/uploads/", uploads.Uploads.as_view(), name="api_uploads"),
    path("v1/uploads", uploads.Uploads.as_view()),
    path("v1/uploads/<uuid:pk>", uploads.One.as_view(), name="api_upload"),
    path("v1/uploads/<uuid:pk>/", uploads.One.as_view()),
    *recordings,
    path("v1/schema/", schema.schema, name="api_schema"),
    path("v1/schema", schema.schema),
    path("v1/docs/", schema.docs, name="api_docs"),
    path("v1/docs", schema.docs),
    path("", unknown),
    path("<path:rest>", unknown),
]

# At the addresses that OpenAI's clients know.
openai_door = [
    path("audio/transcriptions", openai.Transcriptions.as_view(), name="openai_transcriptions"),
    path("models", openai.Models.as_view(), name="openai_models"),
    path("<path:rest>", unknown),
]
