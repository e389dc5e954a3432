import pytest

from transcripts import access
from transcripts.errors import NotAllowed
from transcripts.models import Membership, Role, Team, User


def test_a_viewer_has_no_team_to_upload_to(vahe: User) -> None:
    with pytest.raises(NotAllowed):
        access.team_to_upload_to(vahe)


def test_uploads_go_to_the_first_team_where_one_may(bagrat: User, team: Team) -> None:
    other = Team.objects.create(name="Archive")
    Membership.objects.create(team=other, user=bagrat, role=Role.OWNER)
    assert access.team_to_upload_to(bagrat) == team
