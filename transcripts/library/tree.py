"""The folders of some teams as a tree: what lies in what, in the order of the alphabet. One query."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from transcripts.models import Folder, Team
from transcripts.models.derived import folded
from transcripts.text.armenian.ordering import sort_key

BETWEEN = " / "


@dataclass(slots=True, eq=False)
class Branch:
    """A folder with what lies in it. `depth` is 0 at the top; `path` its own name and those above, from the top."""

    folder: Folder
    depth: int
    path: tuple[str, ...]
    children: list["Branch"] = field(default_factory=list)

    @property
    def words(self) -> str:
        return BETWEEN.join(self.path)

    def walk(self) -> Iterator["Branch"]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def height(self) -> int:
        """How many levels it has, its own included."""
        return 1 + max((child.height for child in self.children), default=0)


class Tree:
    def __init__(self, folders: Iterable[Folder]) -> None:
        self._by_id: dict[int, Branch] = {}
        below: dict[int | None, list[Folder]] = {}
        for folder in sorted(folders, key=lambda one: (sort_key(one.name), one.pk)):
            below.setdefault(folder.parent_id, []).append(folder)
        self.top = self._grown(below, None, ())

    def _grown(
        self, below: dict[int | None, list[Folder]], parent: int | None, path: tuple[str, ...]
    ) -> list[Branch]:
        found = []
        for folder in below.get(parent, ()):
            branch = Branch(folder, len(path), (*path, folder.name))
            branch.children = self._grown(below, folder.pk, branch.path)
            self._by_id[folder.pk] = branch
            found.append(branch)
        return found

    def walk(self) -> Iterator[Branch]:
        for branch in self.top:
            yield from branch.walk()

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, folder_id: int | None) -> Branch | None:
        return self._by_id.get(folder_id) if folder_id is not None else None

    def below(self, folder_id: int) -> frozenset[int]:
        """It and all that lie in it; empty where there is no such folder."""
        branch = self._by_id.get(folder_id)
        return frozenset(one.folder.pk for one in branch.walk()) if branch else frozenset()

    def above(self, folder_id: int | None) -> list[Branch]:
        """From the top down to the folder itself."""
        found: list[Branch] = []
        branch = self.get(folder_id)
        while branch is not None:
            found.insert(0, branch)
            branch = self.get(branch.folder.parent_id)
        return found

    def called(self, name: str) -> frozenset[int]:
        """Those of this name, or path (`Ժողովներ/2026`), with all that lie in them; else those whose name has it in it."""
        wanted = folded(BETWEEN.join(part.strip() for part in name.split("/")))
        paths = {branch: f"{BETWEEN}{folded(branch.words)}" for branch in self._by_id.values()}
        same = [branch for branch, path in paths.items() if path.endswith(BETWEEN + wanted)]
        like = same or [branch for branch in paths if wanted in branch.folder.folded]
        return frozenset(one.folder.pk for branch in like for one in branch.walk())


def tree_of(teams: Sequence[UUID]) -> Tree:
    return Tree(Folder.objects.filter(team__in=teams))


def folder_choices(team: Team | None) -> list[tuple[str, str]]:
    """Where what is uploaded to this team may lie: as `actions.folders.told` takes it, and in words."""
    found = tree_of([team.pk]).walk() if team else iter(())
    return [(f"#{one.folder.pk}", one.words) for one in found]
