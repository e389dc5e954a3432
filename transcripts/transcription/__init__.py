"""The workshop: what the machine does to a transcription, step by step. Nothing here calls up.

sweep      what is due, in fair order
steps      one transcription under a lease: prepare → start → follow, until it has to wait
prepare    the sound track, made once
start      the attempt written, then the bytes sent
follow     what became of a job; what became of a step whose worker died
finish     the words put away, the ledger settled
leases     who works on what; recogniser: the client from settings; files: storage to disk
outages    what cost money is written down even if the database is away for a while
"""
