"""Walks through the real site, all its processes, in a real browser."""
