"""The walk of an upload: key, form, faults, room, job, and the wait where one is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from threading import Thread

from transcripts.sandbox import answers, hispeech_door
from transcripts.sandbox.answers import Answer, Dropped, TurnedAway
from transcripts.sandbox.body import Body
from transcripts.sandbox.doors import Door, Wish
from transcripts.sandbox.faults import Fault, Kind, Moment
from transcripts.sandbox.form import Fields, FileTooLarge, Form, NoForm, read_form
from transcripts.sandbox.jobs import Job
from transcripts.sandbox.sandbox import TROUBLE, Sandbox, whole_seconds
from transcripts.sandbox.speech import MODELS

BAD_KEY = "Invalid API key."
TOO_LARGE = "The file is too large."
TOO_MANY = "Too many requests."


@dataclass(frozen=True, slots=True)
class Upload:
    """One request at a door. `number` is its entry in the ledger."""

    box: Sandbox
    door: Door
    number: int
    headers: Message
    query: Fields
    body: Body

    def answer(self) -> Answer:
        """Raises Dropped, and BrokenOff where the client went away while it was read."""
        path = self.box.place_for_file()
        try:
            form, wish, struck = self._received(path)
        except TurnedAway as away:
            path.unlink(missing_ok=True)
            return away.answer
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return self._worked_on(path, form, wish, struck)

    def _received(self, path: Path) -> tuple[Form, Wish, Fault | None]:
        self._key_and_size()
        form = self._form(path)
        wish = self._wish(form)
        struck = self._trouble(wish)
        self._room(wish)
        return form, wish, struck

    def _no(self, status: int, error: str, wish: Wish | None = None) -> TurnedAway:
        return TurnedAway(self.door.refusal(status, error, wish))

    def _key_and_size(self) -> None:
        """What the headers tell, before anything is read. The form around the file is small."""
        if not self.box.knows(self.door.key(self.headers)):
            raise self._no(401, BAD_KEY)
        if self.body.length > self.box.options.max_bytes + 64 * 1024:
            raise self._no(413, TOO_LARGE)

    def _form(self, path: Path) -> Form:
        struck: list[Fault] = []

        def before_file(fields: Fields) -> None:
            wish = self.door.wish(self.query, fields)
            struck.extend(filter(None, [self._draw(wish, Moment.READING)]))

        try:
            return read_form(
                self.headers.get("Content-Type", ""),
                self._pieces(struck),
                path,
                max_bytes=self.box.options.max_bytes,
                before_file=before_file,
            )
        except NoForm:
            raise self._no(200, "The request is no multipart form with a file.") from None
        except FileTooLarge:
            raise self._no(413, TOO_LARGE) from None

    def _pieces(self, struck: list[Fault]) -> Iterator[bytes]:
        """The body, up to where a fault that has meanwhile struck ends it."""
        taken = 0
        for piece in self.body:
            yield piece
            taken += len(piece)
            if struck and taken >= struck[0].read * self.body.length:
                raise Dropped

    def _draw(self, wish: Wish, *moments: Moment) -> Fault | None:
        struck = self.box.storm.draw(wish.way, wish.model, moments)
        if struck:
            self.box.book.note(self.number, way=wish.way, model=wish.model, fault=struck.kind.value)
        return struck

    def _wish(self, form: Form) -> Wish:
        wish = self.door.wish(self.query, form.fields)
        self.box.book.note(
            self.number,
            way=wish.way,
            model=wish.model,
            secure_mode=wish.secure_mode,
            wait=wish.wait,
            word_times=wish.word_times,
            bytes=form.size or 0,
            sha256=form.sha256 if form.size is not None else "",
        )
        if form.size is None:
            raise self._no(200, "There is no file.", wish)
        if wish.model not in MODELS:
            raise self._no(200, "Unknown stt_model." if wish.model else "stt_model is missing.", wish)
        if complaint := self.door.complaint(wish):
            raise self._no(200, complaint, wish)
        return wish

    def _trouble(self, wish: Wish) -> Fault | None:
        """The fault that waits behind the job; one that comes before it ends the walk."""
        struck = self._draw(wish, Moment.READ, Moment.MADE)
        if struck and struck.moment is Moment.READ:
            raise TurnedAway(trouble(struck, self.door, wish))
        return struck

    def _room(self, wish: Wish) -> None:
        if seconds := self.box.seconds_until_room():
            answer = self.door.refusal(429, TOO_MANY, wish)
            raise TurnedAway(answer.with_header("Retry-After", whole_seconds(seconds)))

    def _worked_on(self, path: Path, form: Form, wish: Wish, struck: Fault | None) -> Answer:
        job = self.box.make(
            struck,
            number=self.number,
            model=wish.model,
            sha256=form.sha256,
            secure_mode=wish.secure_mode,
            word_times=wish.word_times,
        )
        if wish.wait:
            answer = self._waited_for(self.box.work(job, path, struck), wish)
        else:
            Thread(target=self.box.work, args=(job, path, struck), daemon=True).start()
            answer = hispeech_door.working(job)
        return distorted(answer, struck)

    def _waited_for(self, job: Job, wish: Wish) -> Answer:
        if job.ready_at and not self.box.wait_until(job.ready_at):
            raise Dropped
        if job.error:
            return self.door.refusal(200, job.error, wish)
        if job.ready_at is None:  # the sandbox was stopped while it listened
            raise Dropped
        if (words := self.box.words(job)) is None:
            return self.door.refusal(500, TROUBLE, wish)
        return self.door.finished(job, words, wish)


def trouble(struck: Fault, door: Door, wish: Wish | None = None) -> Answer:
    """What stands in place of an answer."""
    if struck.kind is Kind.ERROR_PAGE:
        return answers.page(struck.status)
    if struck.kind is Kind.TOO_MANY:
        answer = door.refusal(429, TOO_MANY, wish)
        return answer.with_header("Retry-After", struck.retry_after) if struck.retry_after else answer
    if struck.kind is Kind.BAD_KEY:
        return door.refusal(401, BAD_KEY, wish)
    if struck.kind is Kind.REFUSAL:
        return door.refusal(200, "The file was refused.", wish)
    return door.refusal(struck.status, "Internal error.", wish)


def distorted(answer: Answer, struck: Fault | None) -> Answer:
    """What becomes of an answer on its way out. Raises Dropped."""
    if struck is None:
        return answer
    if struck.kind is Kind.DROP_AFTER:
        raise Dropped
    if struck.kind is Kind.ERROR_PAGE:
        return answers.page(struck.status)
    return answer.cut_short() if struck.kind is Kind.BROKEN_JSON else answer
