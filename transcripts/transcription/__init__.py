"""The workshop: what the machine does to a transcription, step by step. Nothing here calls up."""
