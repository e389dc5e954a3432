from transcripts import access
from transcripts.models import User


def test_only_owners_and_billing_see_usage(anahit: User, bagrat: User, vahe: User, gayane: User) -> None:
    assert [access.may_see_usage(user) for user in (anahit, bagrat, vahe, gayane)] == [
        True,
        False,
        False,
        True,
    ]
