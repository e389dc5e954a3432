"""The embedded site: broker, sandbox, worker and site under one supervisor, `python -m hispeech_web.run`.

The supervisor is plain Python, so that it stays small; only `prepare`, `static` and `gunicorn` are
loaded by its children. Nothing about transcripts.
"""
