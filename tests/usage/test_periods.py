"""The days that a report is about."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from transcripts.usage.periods import Period, month_of, months_until

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS)
def test_a_month_holds_its_day_and_ends_before_the_next(day: date) -> None:
    month = month_of(day)
    assert month.first <= day <= month.last
    assert month.first.day == 1
    assert (month.last + timedelta(days=1)).day == 1
    assert (month.last - month.first).days < 31


@given(DAYS, st.integers(1, 40))
def test_so_many_months_lie_end_to_end(day: date, count: int) -> None:
    period = months_until(day, count)
    months = []
    first = period.first
    while first <= period.last:
        months.append(month_of(first))
        first = months[-1].last + timedelta(days=1)
    assert len(months) == count
    assert months[-1] == month_of(day)


def test_days_begin_and_end_at_midnight_where_the_site_is() -> None:
    first, after = Period(date(2026, 11, 1), date(2026, 11, 30)).bounds(ZoneInfo("Asia/Yerevan"))
    assert first.astimezone(UTC).isoformat() == "2026-10-31T20:00:00+00:00"
    assert after.astimezone(UTC).isoformat() == "2026-11-30T20:00:00+00:00"
