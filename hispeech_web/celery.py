"""The Celery application: settings from Django, tasks from `transcripts.tasks`,
and the clock that every worker carries."""

import os

from celery import Celery

from hispeech_web import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hispeech_web.settings")

broker.use()
app = Celery("hispeech_web")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="clock")
