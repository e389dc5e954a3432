"""Accounts: what we change in allauth's ways."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People join by invitation or by an administrator: nobody signs up from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
