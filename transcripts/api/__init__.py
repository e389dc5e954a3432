"""The REST doors for programs: keys, JSON and status codes; what is done is done by the desk.

hispeech   the HiSpeech-compatible door; jobs: a transcription as HiSpeech would tell it
waiting    requests that stay until the words are there
keys       who is asking; bodies: what they send; errors: what went wrong, as programs read it
"""
