"""What people are told about the jobs they asked for, once these have ended.

gather   from ended transcriptions to notices
letters  several notices in one e-mail, when nothing more is to be expected soon
hand     one in each worker that does both: no mail server keeps the clock waiting

What a page shows of notices is `library.news`.
"""
