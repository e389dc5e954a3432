"""How sure one may be, from how much worse the text explains what was heard than the best reading of it does.

Both curves are logistic regressions on generated speech (docs/alignment.md): of words against words put in their place,
of texts against other texts.
"""

import math

# Of a word: a constant, and what multiplies its mean loss per letter, the logarithm of its letters, and both together. The
# first was found where every second word was wrong; here four of five are taken to be right.
_WORD = (-0.07 + math.log(4), 0.05, 2.55, 0.80)
# Of a text: its mean loss per letter at which both are as probable, and the steepness.
_TEXT_MIDDLE, _TEXT_STEEP = -3.7, 5.0
# What a letter that the sound lacks counts for, and one that the text lacks.
LACKING, STRANGE = -6.0, -2.0


def of_word(loss: float, letters: int) -> float:
    """`loss` is a log-likelihood ratio summed over the word, 0 at best."""
    mean, size = loss / letters, math.log(letters)
    constant, by_mean, by_size, by_both = _WORD
    return _logistic(constant + by_mean * mean + by_size * size + by_both * mean * size)


def of_text(loss: float, letters: int) -> float:
    """`loss` of everything that was placed, and `LACKING` and `STRANGE` for what was not, in `letters` of text."""
    return _logistic(_TEXT_STEEP * (loss / letters - _TEXT_MIDDLE)) if letters else 0.0


def _logistic(value: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(value, 30.0)))), 3)
