from tests import factories
from transcripts import access
from transcripts.models import Role, User


def test_owners_delete_for_good_and_editors_what_they_brought(
    anahit: User, bagrat: User, vahe: User, gayane: User, mallory: User
) -> None:
    cast = (anahit, bagrat, vahe, gayane, mallory)
    may = [[access.may_delete_for_good(user, factories.recording(by)) for user in cast] for by in cast[:2]]
    assert may == [[True, False, False, False, False], [True, True, False, False, False]]


def test_who_may_only_read_now_deletes_nothing_for_good(bagrat: User) -> None:
    row = factories.recording(bagrat)
    bagrat.memberships.update(role=Role.VIEWER)
    assert not access.may_delete_for_good(bagrat, row)
