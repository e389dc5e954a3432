"""The days that a report is about. Plain dates; in which time zone a day begins is the caller's matter."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

# Beyond these a day's midnight is no moment in some time zone.
EARLIEST, LATEST = date(1000, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The first moment in it, and the first one after it."""
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, time(), zone), datetime.combine(after, time(), zone)


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, _months_on(first, 1) - timedelta(days=1))


def months_until(day: date, count: int) -> Period:
    """The month of `day` and those before it: `count` whole months."""
    return Period(_months_on(day, 1 - count), month_of(day).last)


def _months_on(day: date, months: int) -> date:
    """The first of the month so many months later; earlier where negative."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)
