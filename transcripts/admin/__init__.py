"""Site administration: every record, for those who keep the site running.

    people     persons, teams, memberships, API tokens: changed here
    sharing    guest links: looked at and taken back
    machine    recordings, transcriptions, the ledger, revisions, notes: what the machine wrote down, only looked at
    accounts   how persons sign in: addresses, second factors, OpenID identities; to help whoever cannot any more
    classes    what the pages of both are made of

No word of a transcript is shown: words are read in the library, by those whom their team let in.
"""

from transcripts.admin import accounts, machine, people, sharing

__all__ = ["accounts", "machine", "people", "sharing"]
