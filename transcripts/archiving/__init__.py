"""Archives that people do not wait for: made in the background part by part, told of by email, swept when they are old.

hand      one in each worker: makes one after the other
making    one archive, from its rows to its place in the storage
telling   the email with the link
tidying   what is out of date, or belongs to nobody any more
"""
