import pytest

from tests import factories
from transcripts import access
from transcripts.models import Membership, Role, Team, User


def test_the_team_sees_its_recordings_and_a_stranger_does_not(
    anahit: User, bagrat: User, vahe: User, mallory: User
) -> None:
    row = factories.recording(anahit)
    for member in (anahit, bagrat, vahe):
        assert list(access.recordings(member)) == [row]
    assert not access.recordings(mallory).exists()


def test_billing_sees_no_recording(anahit: User, gayane: User) -> None:
    job = factories.completed(factories.recording(anahit))
    assert not access.recordings(gayane).exists()
    assert not access.transcriptions(gayane).filter(pk=job.pk).exists()


def test_a_person_of_two_teams_sees_a_recording_once(bagrat: User, team: Team) -> None:
    other = Team.objects.create(name="Archive")
    Membership.objects.create(team=other, user=bagrat, role=Role.VIEWER)
    factories.recording(bagrat, team=team)
    factories.recording(bagrat, team=other)
    assert access.recordings(bagrat).count() == 2


@pytest.fixture
def archive(anahit: User) -> Team:
    """Anahit is its editor."""
    made = Team.objects.create(name="Արխիվ")
    Membership.objects.create(team=made, user=anahit, role=Role.EDITOR)
    return made


def test_recordings_of_one_team_or_of_all(anahit: User, team: Team, archive: Team) -> None:
    here, there = factories.recording(anahit, team=team), factories.recording(anahit, team=archive)
    assert set(access.recordings(anahit)) == {here, there}
    assert set(access.recordings(anahit, archive)) == {there}


def test_another_team_than_ones_own_holds_nothing(anahit: User, team: Team, mallory: User) -> None:
    factories.recording(anahit, team=team)
    assert not access.recordings(mallory, team).exists()


def test_a_private_recording_is_there_for_its_uploader_alone(
    anahit: User, bagrat: User, vahe: User, team: Team
) -> None:
    row = factories.recording(bagrat, private=True)
    assert [access.recordings(one, team).exists() for one in (anahit, bagrat, vahe)] == [False, True, False]
    assert access.may_edit(bagrat, row)
    assert not access.may_edit(anahit, row)
    assert access.may_share_with_team(bagrat, row)
    assert not access.may_delete_for_good(anahit, row)


def test_a_private_recording_of_nobody_is_the_teams(anahit: User, bagrat: User) -> None:
    row = factories.recording(bagrat, private=True)
    bagrat.delete()
    assert access.recordings(anahit).get() == row
    row.refresh_from_db()
    assert access.may_edit(anahit, row)
