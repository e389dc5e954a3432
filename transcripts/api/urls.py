"""Addresses of the API."""

from django.urls import path

from transcripts.api import hispeech, uploads
from transcripts.api.errors import unknown

urlpatterns = [
    path("v1/transcriptions/upload", hispeech.Upload.as_view(), name="api_hispeech_upload"),
    path("v1/transcriptions/<str:job_id>", hispeech.Job.as_view(), name="api_hispeech_job"),
    path("v1/uploads/", uploads.Uploads.as_view(), name="api_uploads"),
    path("v1/uploads", uploads.Uploads.as_view()),
    path("v1/uploads/<uuid:pk>", uploads.One.as_view(), name="api_upload"),
    path("v1/uploads/<uuid:pk>/", uploads.One.as_view()),
    path("", unknown),
    path("<path:rest>", unknown),
]
