"""Where recordings come in: bytes first, then a recording of them. Nothing here is asked of HiSpeech.

limits     how large, and is there room
store      where the bytes of an upload go, as a protocol; folder, bucket: the two that there are
entry      a recording of bytes that lie in their place; order: its transcription, never the same bought twice unasked
"""
