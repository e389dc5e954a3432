"""`manage.py reindex`, stopped and started again."""

import pytest
from django.core.management import call_command

from tests import factories
from transcripts.library import catching_up
from transcripts.library.catching_up import unindexed
from transcripts.management.commands import reindex
from transcripts.models import IndexEntry, User


def test_ctrl_c_is_answered_with_how_to_go_on(
    anahit: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        factories.recording(anahit)
    IndexEntry.objects.update(edition="an earlier one")
    calls = iter([1, KeyboardInterrupt])

    def one_then_ctrl_c(_count: int, *args: object, **more: object) -> object:
        if next(calls) is KeyboardInterrupt:
            raise KeyboardInterrupt
        return catching_up.index_next(1, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reindex, "index_next", one_then_ctrl_c)
    with pytest.raises(SystemExit) as stopped:
        call_command("reindex")
    assert stopped.value.code == 130
    assert capsys.readouterr().err == "Stopped after 1. Nothing is half done; the same command goes on.\n"
    assert unindexed().count() == 2
    monkeypatch.undo()
    call_command("reindex")
    assert not unindexed().exists()
