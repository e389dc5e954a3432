"""When what goes by itself: from the trash, and by the rules of teams and folders. Nobody else computes such a day.

Days count from the upload, or from the moment in which it was put into the trash. What is held does not go, whatever its day.
What was moved is left a day by the rule that it has come under, so that nothing goes without a warning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from transcripts.library.tree import tree_of
from transcripts.models import ACTIVE, End, Hold, Recording, Rule, Transcription
from transcripts.models.keeping import GRACE


@dataclass(frozen=True, slots=True)
class Going:
    """One way of going by itself, at a moment. `due` is what is true of those whose day has come; `rows` really would go.

    `moved`: when folders of the team were moved last, with those that they lie in.
    """

    end: End
    rule: Rule | None
    at: datetime
    due: Q
    moved: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def rows(self) -> QuerySet[Recording]:
        found = Recording.objects.filter(self.due, ~held(self.at), purged_at=None)
        if self.end == End.SOUND:
            # Nothing is taken away from under a worker's hands.
            at_work = Transcription.every.filter(recording=OuterRef("pk"), status__in=ACTIVE)
            found = found.filter(~Exists(at_work), sound_gone_at=None).exclude(file="")
        return found


def ends(now: datetime) -> Iterator[Going]:
    """All that goes by itself at this moment."""
    yield Going(End.TRASH, None, now, Q(deleted_at__lte=now - trash_time()))
    for rule in Rule.objects.filter(changed_at__lte=now - GRACE).select_related("team", "folder"):
        yield from ends_by(rule, now)


def ends_by(rule: Rule, now: datetime) -> Iterator[Going]:
    """Everything first: where all of it is due, the sound alone is not worth a receipt of its own."""
    moved = folders_moved(rule)
    lately = {folder for folder, at in moved.items() if at > now - GRACE}
    settled = Q(moved_at=None) | Q(moved_at__lte=now - GRACE)
    governed = scope(rule) & settled & (Q(folder=None) | ~Q(folder__in=lately) if lately else Q())
    for end, days in ((End.TEXT, rule.text_days), (End.SOUND, rule.sound_days)):
        if days is not None:
            due = governed & Q(created_at__lte=now - timedelta(days=days))
            yield Going(end, rule, now, due, moved)


def folders_moved(rule: Rule) -> Mapping[int, datetime]:
    """Those of its team that ever were, or lie in such a one."""
    found: dict[int, datetime] = {}
    for branch in tree_of([rule.team_id]).walk():
        known = (branch.folder.moved_at, found.get(branch.folder.parent_id or 0))
        if times := [at for at in known if at is not None]:
            found[branch.folder.pk] = max(times)
    return found


def scope(rule: Rule) -> Q:
    """The recordings for which no rule is nearer. The rule need not be saved."""
    tree = tree_of([rule.team_id])
    with_rules = Rule.objects.filter(team=rule.team_id, folder__isnull=False).exclude(folder=rule.folder)
    others = set(with_rules.values_list("folder", flat=True))
    if rule.folder_id is None:
        apart = {one for other in others for one in tree.below(other)}
        return Q(team=rule.team_id) & (Q(folder=None) | ~Q(folder__in=apart))
    mine = tree.below(rule.folder_id)
    apart = {one for other in others & mine for one in tree.below(other)}
    return Q(team=rule.team_id, folder__in=mine - apart)


def held(at: datetime | None = None) -> Q:
    """True of recordings that a legal hold keeps: their own, or that of a folder in which they lie.

    `at`: as far as the machine is concerned, which leaves a day to those who hear that a hold was lifted.
    """
    lately = Q(lifted_at__gt=at - GRACE) if at else Q(pk=None)
    open_ones = Hold.objects.filter(Q(lifted_at=None) | lately)
    own = Exists(open_ones.filter(recording=OuterRef("pk")))
    folders = list(open_ones.exclude(folder=None).values_list("team", "folder"))
    tree = tree_of([team for team, _folder in folders])
    lying = {one for _team, folder in folders for one in tree.below(folder)}
    return Q(own) | Q(folder__in=lying, folder__isnull=False) if lying else Q(own)


def trash_time() -> timedelta:
    return timedelta(days=settings.TRASH_DAYS)


def leaves_trash_at(recording: Recording) -> datetime | None:
    """None: it is not in there."""
    return recording.deleted_at + trash_time() if recording.deleted_at else None


def goes_at(recording: Recording, going: Going) -> datetime | None:
    """When this end comes to it; None: never."""
    if going.rule is None:
        return leaves_trash_at(recording)
    days = going.rule.sound_days if going.end == End.SOUND else going.rule.text_days
    if days is None:
        return None
    stirred = (going.rule.changed_at, recording.moved_at, going.moved.get(recording.folder_id or 0))
    told = (at + GRACE for at in stirred if at is not None)
    return max(recording.created_at + timedelta(days=days), *told)
