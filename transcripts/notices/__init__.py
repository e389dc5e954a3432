"""What people are told: of the jobs they asked for, once these have ended, and of what goes by itself, the day before.

gather    from ended transcriptions to notices
letters   several notices in one email, when nothing more is to be expected soon
last_day  who is warned of what goes within a day
hand      two in each worker: no mail server keeps the clock or the notices on pages waiting

What a page shows of notices is `library.news`.
"""
