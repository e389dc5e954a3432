from django.test import Client

from transcripts.models import User


def test_the_profile_shows_team_role_and_the_way_to_the_password(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    page = client.get("/accounts/profile/").content.decode()
    for fact in ("bagrat@example.am", "Լրատուն", "editor", "/accounts/password/change/"):
        assert fact in page


def test_a_new_name_is_seen_by_others(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    page = client.post("/accounts/profile/", {"name": "  Բագրատ  Մ. \0"}, follow=True).content.decode()
    assert "Your name was changed." in page
    bagrat.refresh_from_db()
    assert bagrat.name == "Բագրատ Մ."


def test_a_name_that_is_too_long_is_answered_in_the_form(client: Client, bagrat: User) -> None:
    client.force_login(bagrat)
    answer = client.post("/accounts/profile/", {"name": "ա" * 151})
    assert answer.status_code == 400
    assert "at most 150 characters" in answer.content.decode()
    bagrat.refresh_from_db()
    assert bagrat.name == "Bagrat"
