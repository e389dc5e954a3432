"""What a file is and the sound in it. Plain Python; files are hostile until proven otherwise.

`probe` says what a file is, `audio` hears it and writes its sound track, `keys` names what we store; `kinds` knows
formats, `problems` what may be wrong with a file. FFmpeg (through PyAV) runs only in `cell`, a short-lived process
with limits, which starts `worker`; everything in `inside` runs there and nowhere else.
"""
