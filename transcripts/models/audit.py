"""Who did what and when: rows that are only ever added."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from transcripts.models import origin
from transcripts.models.people import Team, User

# Rows of one statement: SQLite takes 32,766 values.
_AT_ONCE = 1000


class Act(models.TextChoices):
    """What is recorded. The column holds any code, so that acts which a later edition forgets stay readable."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("was refused at the sign-in")
    SIGNED_OUT = "signed_out", _("signed out")
    UPLOADED = "uploaded", _("uploaded")
    OPENED = "opened", _("opened")
    CHANGED = "changed", _("changed")
    EXPORTED = "exported", _("exported")
    DOWNLOADED = "downloaded", _("downloaded")
    SHARED = "shared", _("shared")
    REVOKED = "revoked", _("took back a link or key")
    REMOVED = "removed", _("moved to the trash")
    RESTORED = "restored", _("took out of the trash")
    DELETED = "deleted", _("deleted for good")
    SOUND_REMOVED = "sound_removed", _("removed the sound of")
    HELD = "held", _("put under legal hold")
    RELEASED = "released", _("lifted the legal hold of")
    RULE_CHANGED = "rule_changed", _("changed how long recordings are kept")
    TRANSCRIBED = "transcribed", _("ordered a transcription")
    GUEST_REFUSED = "guest_refused", _("gave a wrong password for a guest link")
    CANCELLED = "cancelled", _("cancelled a transcription")
    INVITED = "invited", _("invited")
    JOINED = "joined", _("joined")
    LEFT = "left", _("left or was removed")
    ROLE_CHANGED = "role_changed", _("changed a role")
    TEAM_CHANGED = "team_changed", _("changed the team")
    ACCOUNT_CHANGED = "account_changed", _("changed their account")
    KEY_MADE = "key_made", _("made a key for programs")
    KEY_CHANGED = "key_changed", _("changed a key for programs")
    PRUNED = "pruned", _("deleted old entries of this log")


class Event(models.Model):
    """One act. Person and team are kept by number and name, without a constraint: an event outlives both.

    The database refuses to change or delete a row (models.append_only).
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    team = models.ForeignKey(
        Team,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("team"),
    )
    actor = models.ForeignKey(
        User,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("person"),
    )
    # Name and address as they were; empty where the machine acted by itself.
    actor_name = models.CharField(_("name"), max_length=420, blank=True)
    act = models.CharField(_("act"), max_length=40)
    # What it was done to: a kind of record, its id, and what it was called then.
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    object_id = models.CharField(_("id"), max_length=40, blank=True)
    label = models.CharField(_("on"), max_length=300, blank=True)
    # Small facts, never a word of a transcript.
    detail = models.JSONField(_("details"), default=dict, blank=True)
    # Where it came from (models.origin): the door, the hint of a program's key, the client's address.
    door = models.CharField(
        _("by way of"), max_length=10, choices=origin.Door.choices, default=origin.Door.MACHINE
    )
    key = models.CharField(_("key"), max_length=12, blank=True)
    address = models.CharField(_("address"), max_length=45, blank=True)
    # What is told once an hour, however often it happens: its digest.
    once = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-id"]
        # (With the team in each, since SQLite, which knows nothing of how many rows there are, takes what fits most columns.)
        indexes = [
            models.Index(fields=["team", "-at", "-id"], name="events_of_a_team"),
            models.Index(fields=["-at", "-id"], name="events_newest_first"),
            models.Index(fields=["actor", "team", "-at", "-id"], name="events_of_a_person"),
            models.Index(fields=["team", "act", "-at", "-id"], name="events_of_a_kind"),
            models.Index(fields=["act", "-at", "-id"], name="events_of_any_team"),
            models.Index(fields=["object_id", "team", "-at", "-id"], name="events_of_an_object"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~models.Q(once=""), name="told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act}"

    @staticmethod
    def record(
        act: Act,
        *,
        by: User | None,
        team: Team | None,
        on: models.Model | None = None,
        hourly: bool = False,
        **detail: Any,
    ) -> None:
        """Call inside the transaction that changes something: both are there, or neither.

        `hourly`: the same act with the same facts counts once in an hour of the clock, in whichever process.
        """
        Event.record_all([Event.of(act, by=by, team=team, on=on, hourly=hourly, **detail)])

    @staticmethod
    def record_for(person: User | None, act: Act, **told: Any) -> None:
        """Something about a person, once for each of their teams, so that its owners see it; where there is none, for the staff."""
        teams: list[Team | None] = list(person.teams.all()) if person else []
        Event.record_all(Event.of(act, team=team, **told) for team in teams or [None])

    @staticmethod
    def record_all(events: "Iterable[Event]") -> None:
        rows = list(events)
        Event.objects.bulk_create(rows, batch_size=500, ignore_conflicts=any(row.once for row in rows))

    @staticmethod
    def record_each(
        act: Act, rows: "Iterable[models.Model]", *, by: User | None, team: Team | None, **detail: Any
    ) -> None:
        """The same act, once on each of these, which are of one kind. `record_all` takes many times as long for thousands."""
        made = list(rows)
        with transaction.atomic():
            for some in (made[at : at + _AT_ONCE] for at in range(0, len(made), _AT_ONCE)):
                _insert(_stored(Event.of(act, by=by, team=team, on=some[0], **detail)), some)

    @staticmethod
    def of(
        act: Act,
        *,
        by: User | None,
        team: Team | None,
        on: models.Model | None = None,
        hourly: bool = False,
        **detail: Any,
    ) -> "Event":
        """Not saved yet: for `record_all`."""
        here = origin.current()
        made = Event(
            team=team,
            actor=by,
            actor_name=_named(by),
            act=act.value,
            kind=on._meta.model_name or "" if on else "",
            object_id=str(on.pk) if on else "",
            label=_called(on),
            detail=detail,
            door=here.door,
            key=here.key,
            address=here.address,
        )
        if hourly:
            made.once = made._digest()
        return made

    def _digest(self) -> str:
        """Of who did what to what in which hour; guests are told apart by their addresses."""
        who = self.actor_id or self.address
        told = [f"{self.at:%Y%m%d%H}", self.act, str(self.team_id), who, self.object_id, self.detail]
        return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _insert(shared: dict[str, Any], rows: "Sequence[models.Model]") -> None:
    """One statement: what is the same in all of them is told once."""
    del shared["object_id"], shared["label"]
    columns = ", ".join(map(connection.ops.quote_name, [*shared, "object_id", "label"]))
    same, each = ", ".join(["%s"] * len(shared)), ", ".join(["(%s, %s)"] * len(rows))
    told = [part for row in rows for part in (str(row.pk), _called(row))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Event._meta.db_table} ({columns}) "  # noqa: S608 - names of ours
            f"SELECT {same}, told.* FROM (VALUES {each}) AS told",
            [*shared.values(), *told],
        )


def _stored(event: Event) -> dict[str, Any]:
    """What the database is given, by its columns; it numbers the row itself."""
    fields = [field for field in Event._meta.concrete_fields if not field.primary_key]
    return {
        str(field.column): field.get_db_prep_save(field.pre_save(event, add=True), connection)
        for field in fields
    }


def _named(person: User | None) -> str:
    if person is None:
        return ""
    return f"{person.name} <{person.email}>" if person.name else person.email


def _called(on: models.Model | None) -> str:
    """Owners read this: what they may not see is not named to them."""
    if on is None or getattr(getattr(on, "recording", on), "private", False):
        return ""
    return str(on)[:300]
