"""Say how long a team, or one of its folders, keeps what it has."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from transcripts import access
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, Event, Folder, Rule, Team, User

LONGEST = 36_500


class BadDays(Refused):
    code = "bad_keeping"
    field = "days"
    sentence = gettext_noop("Say how many days: a whole number from 1 to %(most)d, or nothing for ever.")


class TextFirst(Refused):
    code = "text_first"
    field = "text_days"
    sentence = gettext_noop(
        "The text cannot go before the sound: with the text all of the recording goes. Choose at least %(days)d days."
    )


def drafted(team: Team, folder: Folder | None, sound_days: int | None, text_days: int | None) -> Rule:
    """Not saved, as if changed just now. Raises BadDays or TextFirst."""
    for days in (sound_days, text_days):
        if days is not None and not 1 <= days <= LONGEST:
            raise BadDays(most=LONGEST)
    if sound_days is not None and text_days is not None and text_days < sound_days:
        raise TextFirst(days=sound_days)
    return Rule(
        team=team, folder=folder, sound_days=sound_days, text_days=text_days, changed_at=timezone.now()
    )


def keep(
    *, by: User, team: Team, sound_days: int | None, text_days: int | None, folder: Folder | None = None
) -> Rule:
    """In force a day later (models.keeping.GRACE). Without a number: for ever. Raises NotAllowed, BadDays or TextFirst."""
    if not access.may_manage(by, team):
        raise NotAllowed
    draft = drafted(team, folder, sound_days, text_days)
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        same = Rule.objects.filter(
            team=team, folder=folder, sound_days=sound_days, text_days=text_days
        ).first()
        if same is not None:
            return same
        Rule.objects.filter(team=team, folder=folder).delete()
        draft.changed_by = by
        draft.save(force_insert=True)
        _record(by, draft, sound_days=sound_days, text_days=text_days)
    return draft


def forget(*, by: User, rule: Rule) -> None:
    """From now on the rule around it counts, where there is one. Raises NotAllowed."""
    if not access.may_manage(by, rule.team):
        raise NotAllowed
    with transaction.atomic():
        if Rule.objects.filter(pk=rule.pk).delete()[0]:
            _record(by, rule, forgotten=True)
            # What it kept longer than the rules around it is to go a day later, too: everybody can be told before.
            Rule.objects.filter(team=rule.team).update(changed_at=timezone.now())


def _record(by: User, rule: Rule, **facts: Any) -> None:
    on = rule.folder or rule.team
    Event.record(Act.RULE_CHANGED, by=by, team=rule.team, on=on, **facts)
