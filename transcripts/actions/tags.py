"""Make, change and delete a team's tags."""

from django.db import IntegrityError, transaction

from transcripts import access
from transcripts.actions.folders import LongName, NoName
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.models import Act, Colour, Event, Tag, Tagging, Team, User
from transcripts.models.derived import folded

LONGEST_NAME, MOST = 50, 300


class TagTaken(Refused):
    code = "tag_taken"
    field = "name"
    sentence = gettext_noop("There is a tag “%(name)s” already.")


class TooManyTags(Refused):
    code = "too_many_tags"
    field = "name"
    sentence = gettext_noop("A team can have at most %(most)d tags.")


class NoSuchColour(Refused):
    code = "no_such_colour"
    field = "colour"
    sentence = gettext_noop("There is no such colour.")


def make(*, by: User, team: Team, name: str, colour: str = "") -> Tag:
    """Without a colour it gets one that few others have. Raises NotAllowed, NoName, LongName, TagTaken, TooManyTags, NoSuchColour."""
    if not access.may_organise(by, team.pk):
        raise NotAllowed
    called = cleaned(name)
    there = Tag.objects.filter(team=team).count()
    if there >= MOST:
        raise TooManyTags(most=MOST)
    made = Tag(team=team, name=called, colour=_known(colour) if colour else _next_colour(there))
    _save(made)
    Event.record(Act.CHANGED, by=by, team=team, on=made, made=True)
    return made


def find_or_make(*, by: User, team: Team, name: str) -> Tag:
    found = Tag.objects.filter(team=team, folded=folded(name)).first()
    return found or make(by=by, team=team, name=name)


def change(*, by: User, tag: Tag, name: str, colour: str) -> Tag:
    """Raises as `make` does."""
    if not access.may_organise(by, tag.team_id):
        raise NotAllowed
    tag.name, tag.colour = cleaned(name), _known(colour)
    _save(tag)
    Event.record(Act.CHANGED, by=by, team=tag.team, on=tag)
    return tag


def delete(*, by: User, tag: Tag) -> int:
    """The recordings that had it stay as they are otherwise; how many those were. Raises NotAllowed."""
    if not access.may_organise(by, tag.team_id):
        raise NotAllowed
    with transaction.atomic():
        count = Tagging.objects.filter(tag=tag).count()
        Event.record(Act.DELETED, by=by, team=tag.team, on=tag, recordings=count)
        # What the index still knows of it is never asked for again: ids are not used twice.
        tag.delete()
    return count


def cleaned(name: str) -> str:
    """Raises NoName or LongName."""
    found = " ".join(name.replace("\0", "").split())
    if not folded(found):
        raise NoName
    if len(found) > LONGEST_NAME:
        raise LongName(most=LONGEST_NAME)
    return found


def _known(colour: str) -> Colour:
    if colour not in Colour.values:
        raise NoSuchColour
    return Colour(colour)


def _next_colour(count: int) -> Colour:
    coloured = [one for one in Colour if one != Colour.STONE]
    return coloured[count % len(coloured)]


def _save(tag: Tag) -> None:
    try:
        with transaction.atomic():
            tag.save()
    except IntegrityError:
        raise TagTaken(name=tag.name) from None
