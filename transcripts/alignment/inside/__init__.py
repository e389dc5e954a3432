"""What runs in the process that listens, and nowhere else.

sound → features → acoustic → memory        `listening` drives these: from a file to what the model heard
spelling (numerals, scripts) → lattice → viterbi → edges, trust        one stretch of text in one stretch of sound
landmarks → cutting → placing        recordings of any length
greedy        words without a text
jobs        what may be ordered
"""
