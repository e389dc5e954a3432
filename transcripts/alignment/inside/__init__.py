"""What runs in the process that listens, and nowhere else.

sound → features → acoustic → memory        `listening` drives these: from a file to what the model heard
evidence, spelling (numerals, scripts) → lattice → viterbi → edges, trust        one stretch of text in one stretch of sound
landmarks → cutting → placing → strays, substitutes        recordings of any length
greedy        words without a text
jobs        what may be ordered
"""
