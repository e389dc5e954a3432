"""Where recordings come in: bytes first, then a recording of them. Nothing here is asked of HiSpeech.

limits     how large, and is there room
store      where the bytes of an upload go, as a protocol; folder, bucket: the two that there are
arriving   bytes come, by one hand at a time, until the last one is there
finish     what was received becomes a recording, is known already, or is refused; sweep: where nobody is there to do it
entry      a recording of bytes that lie in their place; order: its transcription, never the same bought twice unasked
"""
