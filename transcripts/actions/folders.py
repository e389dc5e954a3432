"""Make, name, move and delete folders. The folders of a team are changed one after the other, so that none ends inside itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from transcripts import access, tasks
from transcripts.actions.hold import ensure_may_leave
from transcripts.errors import NotAllowed, Refused, gettext_noop
from transcripts.library import remembered
from transcripts.library.tree import Branch, Tree, tree_of
from transcripts.models import Act, Event, Folder, Recording, Team, User
from transcripts.models.derived import folded
from transcripts.models.gate import take_turns_with_holds

LONGEST_NAME, DEEPEST, MOST = 100, 10, 500
# Recordings that are moved in one transaction.
AT_ONCE = 1000


class NoName(Refused):
    code = "no_name"
    field = "name"
    sentence = gettext_noop("It needs a name.")


class LongName(Refused):
    code = "long_label"
    field = "name"
    sentence = gettext_noop("A name has at most %(most)d characters.")


class NameTaken(Refused):
    code = "name_taken"
    field = "name"
    sentence = gettext_noop("There is a folder “%(name)s” in this place already.")


class IntoItself(Refused):
    code = "into_itself"
    field = "folder"
    sentence = gettext_noop("A folder cannot be moved into itself, or into one that lies in it.")


class TooDeep(Refused):
    code = "too_deep"
    field = "folder"
    sentence = gettext_noop("Folders can lie at most %(most)d deep in each other.")


class TooManyFolders(Refused):
    code = "too_many_folders"
    field = "folder"
    sentence = gettext_noop("A team can have at most %(most)d folders. Tags may serve better.")


class OtherTeam(Refused):
    code = "other_team"
    field = "folder"
    sentence = gettext_noop("This folder belongs to another team.")


class NoSuchFolder(Refused):
    code = "no_such_folder"
    field = "folder"
    sentence = gettext_noop("There is no such folder in your team. It may have been deleted meanwhile.")


@dataclass(frozen=True, slots=True)
class Emptied:
    """What a deleted folder held, which now lies in `parent` (None: at the top). `recordings` counts those in the trash, too."""

    name: str
    parent: Folder | None
    recordings: int
    folders: int


def make(*, by: User, team: Team, name: str, parent: Folder | None = None) -> Folder:
    """Raises NotAllowed, or one of the refusals above."""
    with _alone(by, team.pk) as tree:
        return _made(by, team, tree, cleaned(name), parent)


def find_or_make(*, by: User, team: Team, path: str) -> Folder:
    """`Ժողովներ/2026`, from the top down; what is not there yet is made."""
    names = [cleaned(part) for part in path.split("/") if part.strip()] or [cleaned(path)]
    found: Folder | None = None
    with _alone(by, team.pk) as tree:
        for name in names:
            here = _in_place(tree, found, name)
            if here is None:
                here = _made(by, team, tree, name, found)
                tree = tree_of([team.pk])
            found = here
    assert found is not None  # noqa: S101  # `names` has at least one
    return found


def told(*, by: User, team: Team, text: str) -> Folder | None:
    """As programs name a folder: `#12` or `12` by its id, else by its path, which is made where it is not there; "": none.

    Raises NotAllowed, NoSuchFolder, or one of the refusals above.
    """
    written = text.strip()
    if not written.strip("/ "):
        return None
    number = written.removeprefix("#")
    by_id = Folder.objects.filter(team=team, pk=int(number)) if _is_number(number) else Folder.objects.none()
    if written.startswith("#"):
        found = by_id.first()
        if found is None:
            raise NoSuchFolder
        return found
    return by_id.first() or find_or_make(by=by, team=team, path=written)


def rename(*, by: User, folder: Folder, name: str) -> Folder:
    """Raises NotAllowed, NoName, LongName or NameTaken."""
    with _alone(by, folder.team_id) as tree:
        wanted = cleaned(name)
        parent = _fresh(tree, folder).parent
        _ensure_free(tree, parent, wanted, but=folder)
        Event.record(Act.CHANGED, by=by, team=folder.team, on=folder, name=wanted)
        folder.name = wanted
        folder.save(update_fields=["name", "folded"])
    return folder


def move(*, by: User, folder: Folder, into: Folder | None) -> Folder:
    """None: to the top. Nothing of what is in it has to be indexed anew. Raises NotAllowed, or one of the refusals above."""
    with _alone(by, folder.team_id) as tree:
        ensure_may_leave(folder.parent, into)
        _ensure_fits(tree, folder, into)
        _ensure_free(tree, into, folder.name, but=folder)
        folder.parent, folder.moved_at = into, timezone.now()
        folder.save(update_fields=["parent", "moved_at"])
        Event.record(Act.CHANGED, by=by, team=folder.team, on=folder, into=into.name if into else "")
    return folder


def delete(*, by: User, folder: Folder) -> Emptied:
    """What is in it goes to where the folder lies; nothing is lost. Raises NotAllowed, or OnHold where that would free it."""
    if not access.may_organise(by, folder.team_id):
        raise NotAllowed
    with transaction.atomic():
        ensure_may_leave(folder, folder.parent)
    moved = sum(iter(lambda: _emptied(folder, folder.parent_id), 0))
    with _alone(by, folder.team_id) as tree:
        here = _fresh(tree, folder)
        ensure_may_leave(here, here.parent)
        while more := _emptied(folder, here.parent_id):
            moved += more
        children = [branch.folder for branch in _level(tree, here)]
        names = {one.folder.folded for one in _level(tree, here.parent)} - {here.folded}
        for child in children:
            _lift(child, here.parent, names)
        Event.record(Act.DELETED, by=by, team=here.team, on=here, recordings=moved, folders=len(children))
        here.delete()
        transaction.on_commit(tasks.ring_for_the_index)
    remembered.forget()
    return Emptied(folder.name, here.parent, moved, len(children))


def cleaned(name: str) -> str:
    """Raises NoName or LongName."""
    found = " ".join(name.replace("\0", "").split())
    if not folded(found):
        raise NoName
    if len(found) > LONGEST_NAME:
        raise LongName(most=LONGEST_NAME)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


@contextmanager
def _alone(by: User, team_id: UUID) -> Iterator[Tree]:
    if not access.may_organise(by, team_id):
        raise NotAllowed
    with transaction.atomic():
        take_turns_with_holds()
        Team.objects.select_for_update(no_key=True).get(pk=team_id)
        yield tree_of([team_id])


def _made(by: User, team: Team, tree: Tree, name: str, parent: Folder | None) -> Folder:
    if parent is not None and tree.get(parent.pk) is None:
        raise OtherTeam
    if len(tree) >= MOST:
        raise TooManyFolders(most=MOST)
    if parent is not None and len(tree.above(parent.pk)) >= DEEPEST:
        raise TooDeep(most=DEEPEST)
    _ensure_free(tree, parent, name)
    made = Folder.objects.create(team=team, parent=parent, name=name)
    Event.record(Act.CHANGED, by=by, team=team, on=made, made=True)
    return made


def _fresh(tree: Tree, folder: Folder) -> Folder:
    """As it is now. Raises Folder.DoesNotExist where somebody has deleted it meanwhile."""
    branch = tree.get(folder.pk)
    if branch is None:
        raise Folder.DoesNotExist
    return branch.folder


def _level(tree: Tree, parent: Folder | None) -> list[Branch]:
    """What lies in a folder; without one, at the top."""
    if parent is None:
        return tree.top
    branch = tree.get(parent.pk)
    return branch.children if branch else []


def _in_place(tree: Tree, parent: Folder | None, name: str) -> Folder | None:
    same = (one.folder for one in _level(tree, parent) if one.folder.folded == folded(name))
    return next(same, None)


def _ensure_free(tree: Tree, parent: Folder | None, name: str, but: Folder | None = None) -> None:
    there = _in_place(tree, parent, name)
    if there is not None and there != but:
        raise NameTaken(name=there.name)


def _ensure_fits(tree: Tree, folder: Folder, into: Folder | None) -> None:
    branch, goal = tree.get(folder.pk), tree.get(into.pk if into else None)
    if branch is None:
        raise Folder.DoesNotExist
    if into is not None and goal is None:
        raise OtherTeam
    if goal is not None and goal.folder.pk in tree.below(folder.pk):
        raise IntoItself
    if (goal.depth + 1 if goal else 0) + branch.height > DEEPEST:
        raise TooDeep(most=DEEPEST)


def _emptied(folder: Folder, into: int | None) -> int:
    """Some of the recordings in it, in a transaction that is soon over. How many."""
    some = list(Recording.objects.filter(folder=folder).order_by().values_list("pk", flat=True)[:AT_ONCE])
    here = Recording.objects.filter(pk__in=some, folder=folder)
    return here.update(folder=into, moved_at=timezone.now(), index_waits=True)


def _lift(child: Folder, into: Folder | None, taken: set[str]) -> None:
    """Where the name is taken there, it gets a number."""
    name, number = child.name, 2
    while folded(name) in taken:
        name, number = f"{child.name[: LONGEST_NAME - 6]} ({number})", number + 1
    taken.add(folded(name))
    child.name, child.parent, child.moved_at = name, into, timezone.now()
    child.save(update_fields=["name", "folded", "parent", "moved_at"])
