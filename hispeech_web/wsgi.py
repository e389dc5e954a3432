"""The door for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

from hispeech_web.addresses import spelt_out
from hispeech_web.reception import received

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hispeech_web.settings")

application = spelt_out(received(get_wsgi_application()))
