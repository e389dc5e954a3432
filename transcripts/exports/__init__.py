"""Transcripts as files: every format is one module here, known to `registry`. What is asked for and by whom is `library.exporting`'s."""
