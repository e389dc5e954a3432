"""Reading the ledger: seconds and money by person, model and month."""
