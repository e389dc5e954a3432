"""Django's SQLite, in which the threads of one process stand in line to write: see `base`."""
