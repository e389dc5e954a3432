"""When each written word is heard, and how sure one may be of it. Plain Python; the text may come from anywhere.

`aligner` has what others call: `align`, `realign`, `listen`; `found` is what they return, `packages` says what is missing for
them. The work is done in a process of its own that `child` starts, because it takes memory, minutes and a foreign model:
everything in `inside` runs there and nowhere else. docs/alignment.md explains how, and how well.
"""
