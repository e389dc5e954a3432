from tests import factories
from transcripts import access
from transcripts.models import User


def test_only_owners_and_editors_change(
    anahit: User, bagrat: User, vahe: User, gayane: User, mallory: User
) -> None:
    row = factories.recording(anahit)
    may = {user.name: access.may_edit(user, row) for user in (anahit, bagrat, vahe, gayane, mallory)}
    assert may == {"Anahit": True, "Bagrat": True, "Vahe": False, "Gayane": False, "Mallory": False}
