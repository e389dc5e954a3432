"""How things leave for good: rows in one transaction with a receipt, files after it, however often the machine is killed.

purge     one recording, or its sound alone; raises OnHold where a legal hold is on it
remains   what hangs on a recording beside its row
clearing  the storage is cleared of what receipts name
expiry    what goes by itself: from the trash, and by the teams' rules

Who is told the day before: `notices.last_day`.
"""
