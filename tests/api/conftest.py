import pytest
from django.test import Client

from tests.api.tus import Sender
from transcripts.models import User


@pytest.fixture
def sender(client: Client, bagrat: User) -> Sender:
    return Sender(client, bagrat)
