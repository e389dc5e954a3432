"""How well and how fast written words are found in sound, on speech whose instants are known (tests/alignment/speech.py).

material  the speech: both voices, three speeds, noise; measure  one file at a time; judging  texts that do not fit
long      hours of sound through the process that the site starts; report, plot  what becomes of the figures
"""
