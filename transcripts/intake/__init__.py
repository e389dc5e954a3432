"""Where recordings come in: bytes first, then a recording of them. Nothing here is asked of HiSpeech.

store      where the bytes of an upload go, as a protocol; folder, bucket: the two that there are
"""
