"""The application, room by room; imports go down only (`make check` sees to it).

urls apps
# doors: how people and programs come in; none imports another
web/               HTML pages, one module a page
api/               REST doors: uploads by tus, recordings, transcripts and their versions, search, usage, exports, and the two compatible ones
admin/  management/commands/  checks.py  templatetags/
# the desk: what a person may ask for, one module an act
actions/           submit, bring, transcribe, try_out, retry, cancel, remove, correct, accept, replace, recut (subtitles), notes, members, invite, private, …   (by=, keyword-only, enqueue on commit)
# the bell
clock.py           each worker looks once a second for what is due
tasks.py           thin Celery tasks: an id in; "again in n seconds" or done out
# the workshop: what the machine does, in order
intake/            store (bytes, resumably) → finish → entry (a recording) → order (its transcription)
transcription/     prepare → start → follow → finish; sweep finds what is due
rendering/         copies of videos that browsers refuse, and where their picture changes, made when there is time
notices/           what people are told: of jobs that have ended (on pages, in browsers, by email), of what goes tomorrow
timing/            when each word is said, found by listening to the sound once the words are there
archiving/         large archives, made in the background part by part, told of by email, swept
removal/           how things leave for good: purge (rows and receipt) → clearing (files); expiry
# reading only
library/           filters (address → view), listing, shown (rows of a list), shelf (folders, tags, counts), query (box → tree), conditions (tree → what the index is asked), search (→ recordings, best first), told (what is counted of them), meant and instead (what else might be asked), index, passages, pages (what pages need, few queries), reasons (codes → words)
usage/             ledger reports: seconds and money by person, model, month
access/            who may see, who may change: standing (roles), people, sight (of recordings), work (on them), bringing, leaving, guests, review
scratch.py         the folder for work files; stored files as files on the disk, and back
meanwhile.py       what goes on beside everything else: hands, leases renewed, the database left to others
# the records
models/            lifecycle (statuses and arrows as data), people, invitation, recording, transcription, attempt, transcript (revisions of paragraphs), breaks (subtitles'), shots, timing, index, note, guest_link,
                   audit (who did what; append_only: the database keeps it so) and origin (by which door), keeping (rules, holds), receipt, prepared (statements put together once)
migrations/
# plain Python: no Django below this line
sandbox/           a HiSpeech stand-in, run beside the site where there is no key
hispeech/          client, decipher, messages, errors; the only httpx in the project
media/             kinds, browsers, probe, audio, peaks, tracks, cuts, rendition, shots, keys
alignment/         listening (what a model heard), words onto sound (when each is said), trust (how sure that is)
exports/           a transcript as a file, one module a format; registry knows them all
text/              document (words, paragraphs), armenian (words and their lemmas, whatever the spelling), sentences, cues (segmenting, marks, recutting, mending, shots)
errors.py          the family of errors
"""
