"""What a file is and the sound in it. Plain Python; files are hostile until proven otherwise.

`probe` says what a file is, `audio` hears it and writes its sound track, `peaks` is how loud it is, `rendition` makes a
copy for browsers, `keys` names what we store; `kinds` knows formats, `browsers` what they play, `problems` what may be
wrong with a file, `tracks` which of several sounds is meant. FFmpeg (through PyAV) runs only in a `cell`, a short-lived
process with limits for each file, which `worker` forks, a program that `keeper` starts when the first file comes and
that ends when it is idle; everything in `inside` runs there and nowhere else.
"""
