"""`make bench`: the real site under load, measured against the limits that we promise.

jobs     500 orders at a service that takes 100 at once
service  that service: a sandbox of its own; sound: the recordings; memory: what a process takes
"""
