"""Reading the ledger: seconds and money by person, team, model and month. Never a title, never a word.

ledger    the attempts of some teams in some days, summed in the database
report    those sums folded into the tables that people read
periods   the days a report is about
"""
