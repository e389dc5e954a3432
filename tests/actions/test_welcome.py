"""The first owner is made once, whoever comes at the same time."""

import time
from threading import Barrier, Thread

import pytest
from django.core import signing
from django.db import connection

from transcripts.actions.welcome import (
    LINK_LIVES,
    SALT,
    SomebodyIsHere,
    create_first_owner,
    setup_token,
    token_is_good,
)
from transcripts.models import Membership, Role, Team, User

PASSWORD = "nuagh-nuagh-8"


class SignedAgo(signing.TimestampSigner):
    def __init__(self, seconds: int) -> None:
        super().__init__(salt=SALT)
        self.then = int(time.time()) - seconds

    def timestamp(self) -> str:
        return signing.b62_encode(self.then)


@pytest.mark.django_db
def test_the_first_owner_owns_the_first_team_and_administers_the_site() -> None:
    user = create_first_owner(
        email="Anahit@Example.am", password=PASSWORD, name="Անահիտ", team_name="Լրատուն"
    )
    assert user.email == "anahit@example.am"
    assert user.check_password(PASSWORD)
    assert user.is_staff
    assert user.is_superuser
    membership = Membership.objects.get()
    assert (membership.user, membership.role, membership.team.name) == (user, Role.OWNER, "Լրատուն")


@pytest.mark.django_db
def test_a_team_without_a_name_gets_a_neutral_one() -> None:
    create_first_owner(email="anahit@example.am", password=PASSWORD, team_name="  ")
    assert Team.objects.get().name == "Our team"


@pytest.mark.django_db
def test_there_is_no_second_first_owner(anahit: User) -> None:
    with pytest.raises(SomebodyIsHere):
        create_first_owner(email="mallory@example.am", password=PASSWORD)
    assert list(User.objects.all()) == [anahit]


@pytest.mark.django_db(transaction=True)
def test_of_several_at_once_one_becomes_owner() -> None:
    many = 4
    together, outcomes = Barrier(many), []

    def come(number: int) -> None:
        together.wait()
        try:
            create_first_owner(email=f"person{number}@example.am", password=PASSWORD)
            outcomes.append("made")
        except SomebodyIsHere:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=come, args=(number,)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made", "refused", "refused", "refused"]
    assert User.objects.count() == Team.objects.count() == 1


@pytest.mark.django_db
class TestLink:
    def test_it_is_good_while_nobody_is_there(self) -> None:
        token = setup_token()
        assert token_is_good(token)
        create_first_owner(email="anahit@example.am", password=PASSWORD)
        assert not token_is_good(token)

    def test_a_made_up_one_is_worth_nothing(self) -> None:
        assert not token_is_good("first owner")
        assert not token_is_good(signing.dumps("first owner", salt="another purpose"))

    def test_it_is_good_for_a_week(self) -> None:
        assert token_is_good(SignedAgo(LINK_LIVES - 60).sign_object("first owner"))
        assert not token_is_good(SignedAgo(LINK_LIVES + 60).sign_object("first owner"))
