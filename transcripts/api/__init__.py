"""The REST doors for programs: keys, JSON and status codes; what is done is done by the desk.

hispeech   the HiSpeech-compatible door; jobs: a transcription as HiSpeech would tell it; openai: the OpenAI-compatible one
uploads    resumable uploads, by tus: its words; incoming: what requests carry; outcomes: what became of them
waiting    requests that stay until the words are there
schema     the API described, for programs and people, from the data in operations
keys       who is asking; sessions: our own pages; bodies: what they send; errors: what went wrong, as programs read it
"""
