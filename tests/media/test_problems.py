import pytest

from transcripts.errors import BadMedia
from transcripts.media import problems

CODES = ["empty_file", "not_media", "no_sound", "unknown_sound", "cut_off", "too_short", "too_slow"]


@pytest.mark.parametrize("code", CODES)
def test_a_code_leads_back_to_its_problem(code: str) -> None:
    problem = problems.by_code(code)
    assert issubclass(problem, BadMedia)
    assert problem.code == code
    assert problem.sentence != BadMedia.sentence


def test_an_unknown_code_is_still_bad_media() -> None:
    assert problems.by_code("surprise") is BadMedia


def test_whatever_a_file_is_instead_has_one_code() -> None:
    assert {problem.code for problem in problems.NotMedia.__subclasses__()} == {"not_media"}
