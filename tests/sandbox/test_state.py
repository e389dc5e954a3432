from pathlib import Path

from transcripts.sandbox.state import State


def test_lines_are_read_back_by_their_name_in_order(tmp_path: Path) -> None:
    first = State(tmp_path / "state")
    first.write("entry", {"n": 1})
    first.write("job", {"n": 2})
    first.write("entry", {"n": 3})
    second = State(tmp_path / "state")
    assert second.read("entry") == [{"n": 1}, {"n": 3}]
    assert second.read("job") == [{"n": 2}]
    first.close()
    second.close()


def test_a_line_cut_short_spoils_neither_what_was_nor_what_comes(tmp_path: Path) -> None:
    path = tmp_path / "state"
    path.write_text('["entry", {"n": 1}]\n["entry", {"n"')
    state = State(path)
    state.write("entry", {"n": 3})
    assert state.read("entry") == [{"n": 1}, {"n": 3}]
    state.close()


def test_cleared_it_remembers_nothing(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    state.write("entry", {"n": 1})
    state.clear()
    state.write("entry", {"n": 2})
    assert state.read("entry") == [{"n": 2}]
    state.close()


def test_without_a_file_nothing_is_kept() -> None:
    state = State(None)
    state.write("entry", {"n": 1})
    state.clear()
    assert state.read("entry") == []
    state.close()
