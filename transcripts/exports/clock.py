"""Times as formats write them. Milliseconds in, as cues have them."""


def stamp(milliseconds: int, point: str = ".") -> str:
    """`00:01:02.345`; hours may have more than two digits."""
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minute = divmod(minutes, 60)
    second, thousandth = divmod(rest, 1000)
    return f"{hours:02}:{minute:02}:{second:02}{point}{thousandth:03}"


def moment(seconds: float | None) -> str:
    """`0:00:07` for people, fractions dropped; nothing where the time is not known."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}"
