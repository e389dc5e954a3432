import pytest

from tests import factories
from transcripts.actions import arrange, folders
from transcripts.actions.folders import IntoItself, NameTaken, NoName, NoSuchFolder, TooDeep
from transcripts.errors import NotAllowed
from transcripts.library.query import asked
from transcripts.library.search import find
from transcripts.library.tree import tree_of
from transcripts.models import Folder, Recording, Team, User


def make(by: User, path: str) -> Folder:
    return folders.find_or_make(by=by, team=by.teams.get(), path=path)


def paths(team: Team) -> list[str]:
    return [branch.words for branch in tree_of([team.pk]).walk()]


def test_folders_stand_in_the_order_of_the_alphabet_each_before_what_lies_in_it(bagrat: User) -> None:
    for path in ("Քաղաք/Բ", "Ցուցակ", "Ուղի", "Քաղաք/Ա"):
        make(bagrat, path)
    assert paths(bagrat.teams.get()) == ["Ցուցակ", "Ուղի", "Քաղաք", "Քաղաք / Ա", "Քաղաք / Բ"]


def test_a_name_is_there_once_on_a_level_however_it_is_spelt(bagrat: User) -> None:
    top = make(bagrat, "Երեւան")
    assert make(bagrat, " ԵՐԵՎԱՆ ") == top
    with pytest.raises(NameTaken):
        folders.make(by=bagrat, team=top.team, name="երևան")
    folders.rename(by=bagrat, folder=top, name="ԵՐԵՎԱՆ")
    with pytest.raises(NoName):
        folders.rename(by=bagrat, folder=top, name=" ՞ ")


def test_no_folder_ends_inside_itself(bagrat: User) -> None:
    top, inner = make(bagrat, "Ա"), make(bagrat, "Ա/Բ/Գ")
    for goal in (top, inner):
        with pytest.raises(IntoItself):
            folders.move(by=bagrat, folder=top, into=goal)
    folders.move(by=bagrat, folder=inner, into=None)
    assert paths(top.team) == ["Ա", "Ա / Բ", "Գ"]


def test_folders_do_not_lie_endlessly_deep(bagrat: User) -> None:
    make(bagrat, "/".join("ա" * folders.DEEPEST))
    with pytest.raises(TooDeep):
        make(bagrat, "/".join("ա" * (folders.DEEPEST + 1)))


def test_what_a_deleted_folder_held_goes_to_its_parent(bagrat: User) -> None:
    middle, below = make(bagrat, "Ա/Բ"), make(bagrat, "Ա/Բ/Գ")
    there = make(bagrat, "Ա/Գ")
    rows = [factories.recording(bagrat, f"Նիստ {n}", folder=middle) for n in range(3)]
    gone = folders.delete(by=bagrat, folder=middle)
    assert (gone.recordings, gone.folders, gone.parent) == (3, 1, there.parent)
    assert set(Recording.objects.values_list("folder", flat=True)) == {there.parent_id}
    assert paths(middle.team) == ["Ա", "Ա / Գ", "Ա / Գ (2)"]
    below.refresh_from_db()
    assert below.parent_id == there.parent_id
    assert Recording.objects.filter(index_waits=True).count() == len(rows)


def test_only_who_may_organise_does(bagrat: User, vahe: User, mallory: User) -> None:
    top = make(bagrat, "Ա")
    for stranger in (vahe, mallory):
        with pytest.raises(NotAllowed):
            folders.rename(by=stranger, folder=top, name="Բ")
        with pytest.raises(NotAllowed):
            folders.delete(by=stranger, folder=top)
        with pytest.raises(NotAllowed):
            arrange.move(by=stranger, recordings=[], into=top)


def test_programs_name_a_folder_by_number_or_path(bagrat: User, mallory: User) -> None:
    team, top = bagrat.teams.get(), make(bagrat, "Ա")
    others = folders.make(by=mallory, team=mallory.teams.get(), name="Օտար")
    assert folders.told(by=bagrat, team=team, text=f"#{top.pk}") == top
    assert folders.told(by=bagrat, team=team, text="ա") == top
    assert folders.told(by=bagrat, team=team, text=" / ") is None
    with pytest.raises(NoSuchFolder):
        folders.told(by=bagrat, team=team, text=f"#{others.pk}")


def test_a_moved_folder_is_found_where_it_is_though_nothing_is_indexed_anew(bagrat: User) -> None:
    old, new, inner = make(bagrat, "Հին"), make(bagrat, "Նոր"), make(bagrat, "Հին/Ներսը")
    factories.recording(bagrat, "Դատարան", folder=inner)
    assert len(find(bagrat, asked("դատարան folder:հին")).hits) == 1
    folders.move(by=bagrat, folder=inner, into=new)
    assert not Recording.objects.filter(index_waits=True).exists()
    assert find(bagrat, asked("դատարան folder:հին")).recordings() == []
    assert len(find(bagrat, asked("folder:նոր")).hits) == 1
    assert len(find(bagrat, asked('folder:"նոր/ներսը"')).hits) == 1
    assert old != new
