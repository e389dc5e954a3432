from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.models import Status
from transcripts.templatetags import showing


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(None, "0:00"), (0, "0:00"), (7.9, "0:07"), (750, "12:30"), (3599.99, "59:59"), (3722, "1:02:02")],
)
def test_a_moment_is_shown_as_on_a_clock(seconds: float | None, shown: str) -> None:
    assert showing.clock(seconds) == shown


@given(st.integers(0, 10**6))
def test_a_clock_reads_back(seconds: int) -> None:
    total = 0
    for part in showing.clock(seconds).split(":"):
        total = total * 60 + int(part)
    assert total == seconds


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "less than 10 s"), (42, "about 40 s"), (95, "about 2 min"), (3000, "about 50 min")],
)
def test_a_time_to_wait_is_rounded(seconds: int, shown: str) -> None:
    assert showing.about(timedelta(seconds=seconds)) == shown


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_shape_of_its_own_kind(status: Status) -> None:
    """Never colour alone."""
    from django.conf import settings

    drawings = (settings.BASE_DIR / "static" / "img" / "icons.svg").read_text(encoding="utf-8")
    assert f'<symbol id="{showing.status_icon(status)}"' in drawings


def test_the_shapes_of_running_done_and_trouble_differ() -> None:
    kinds = (Status.TRANSCRIBING, Status.COMPLETED, Status.FAILED, Status.CANCELLED, Status.QUEUED)
    assert len({showing.status_icon(status) for status in kinds}) == len(kinds)
