"""Hostile files: the samples, damaged by dice, brought to the real site (`make fuzz`), which must not even notice."""
