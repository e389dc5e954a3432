"""Measures the coming in of recordings at the real web process.

rough      a large file whose server is killed and whose line is cut again and again
speed      how fast it goes, beside a plain web server that takes the same file from curl
stalled    how soon pages answer beside senders who have fallen silent
"""
