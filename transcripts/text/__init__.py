"""Words and times as plain values: documents, sentences, Armenian spelling, time codes.

Pure functions without Django or input and output. Subtitle formats live in `exports`."""
