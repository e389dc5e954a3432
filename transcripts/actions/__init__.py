"""The desk: what a person may ask for, one module an act. Checks rights, records, rings on commit."""
