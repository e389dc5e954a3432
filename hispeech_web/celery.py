"""The Celery application: settings from Django, tasks from `transcripts.tasks`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hispeech_web.settings")

app = Celery("hispeech_web")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
