"""Addresses of the API."""

from django.urls import path

from transcripts.api import hispeech
from transcripts.api.errors import unknown

urlpatterns = [
    path("v1/transcriptions/upload", hispeech.Upload.as_view(), name="api_hispeech_upload"),
    path("v1/transcriptions/<str:job_id>", hispeech.Job.as_view(), name="api_hispeech_job"),
    path("", unknown),
    path("<path:rest>", unknown),
]
