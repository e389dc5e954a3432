"""What programs say of where a recording belongs: a folder by its id or path, tags by their names or ids."""

from transcripts.actions import arrange, folders, tags
from transcripts.errors import Refused, gettext_noop
from transcripts.models import Folder, Recording, Tag, Tagging, User


class BadFolder(Refused):
    code = "bad_folder"
    field = "folder"
    sentence = gettext_noop(
        "Name a folder by its id, by its path, such as “Meetings/2026”, or null for none."
    )


class BadTags(Refused):
    code = "bad_tags"
    field = "tags"
    sentence = gettext_noop("Tags are a list of names or ids.")


class NoSuchTag(Refused):
    code = "no_such_tag"
    field = "tags"
    sentence = gettext_noop("There is no such tag in your team.")


def folder_of(by: User, row: Recording, told: object) -> Folder | None:
    """What a path names is made where it is not there. Raises BadFolder, or what `folders.told` raises."""
    if told is None:
        return None
    if isinstance(told, dict):  # as we tell it ourselves
        told = told.get("id")
    if isinstance(told, int) and not isinstance(told, bool):
        told = f"#{told}"
    if not isinstance(told, str):
        raise BadFolder
    return folders.told(by=by, team=row.team, text=told.replace("\0", ""))


def put(by: User, row: Recording, told: object) -> None:
    arrange.move(by=by, recordings=[row.pk], into=folder_of(by, row, told))


def mark(by: User, row: Recording, told: object) -> None:
    """These tags and no others; a name that is not there is made. Raises BadTags, NoSuchTag, or what `tags.make` raises."""
    if not isinstance(told, list):
        raise BadTags
    wanted = {tag.pk: tag for tag in (_tag(by, row, one) for one in told)}
    had = {one.tag_id: one.tag for one in Tagging.objects.filter(recording=row).select_related("tag__team")}
    for pk in had.keys() - wanted.keys():
        arrange.untag(by=by, recordings=[row.pk], tag=had[pk])
    for pk in wanted.keys() - had.keys():
        arrange.tag(by=by, recordings=[row.pk], tag=wanted[pk])


def _tag(by: User, row: Recording, told: object) -> Tag:
    if isinstance(told, dict):
        told = told.get("id")
    if isinstance(told, str):
        return tags.find_or_make(by=by, team=row.team, name=told)
    if not isinstance(told, int) or isinstance(told, bool) or not 0 < told < 2**63:
        raise BadTags
    found = Tag.objects.filter(team=row.team, pk=told).first()
    if found is None:
        raise NoSuchTag
    return found
