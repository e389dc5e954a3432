"""When each word of a finished transcript is said: found by listening to its sound, beside everything else.

hand       one in each worker: one transcription after the other
claims     whose times are found next, and who finds them
finding    one of them, from its claim to its end
listening  what has to be heard: all of the sound, or the stretches whose words somebody has changed
watch      whether anybody still waits for it
keeping    the times put away, and what the listening tells of the whole
twins      the same words for the same sound, whose times were found before

How times are found is `alignment`'s, which of two times is the better one `text.timing`'s.
"""
