"""The data folder: private, one site at a time, with a secret made once."""

import os
from pathlib import Path

import pytest

from hispeech_web.run.folder import claim, ensure_secret
from hispeech_web.run.refusal import Refusal


def test_a_new_data_folder_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "Տվյալներ ու ձայներ"
    with claim(folder):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_second_site_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    with claim(tmp_path), pytest.raises(Refusal, match=rf"process {os.getpid()}\b"):
        claim(tmp_path)


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    claim(tmp_path).close()
    claim(tmp_path).close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.touch()
    with pytest.raises(Refusal, match="a file"):
        claim(file / "data")


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    ensure_secret(secret)
    made = secret.read_text(encoding="ascii")
    ensure_secret(secret)
    assert len(made) >= 64
    assert secret.read_text(encoding="ascii") == made
    assert secret.stat().st_mode & 0o777 == 0o600


def test_an_empty_secret_is_replaced(tmp_path: Path) -> None:
    secret = tmp_path / "secret_key"
    secret.touch()
    ensure_secret(secret)
    assert secret.stat().st_size >= 64
