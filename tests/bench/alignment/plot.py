"""A drawing of how many words lie within how many seconds, as SVG without any library."""

import math
from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 620, 20, 310
# Where no curve comes.
_KEY_LEFT, _KEY_TOP = 440, 218
_SMALLEST, _LARGEST = 0.003, 20.0  # seconds, on a logarithmic axis
_MARKS = (0.01, 0.035, 0.15, 0.6, 2.0, 10.0)
_COLOURS = ("#9b1c31", "#d9822b", "#4f7a4a", "#6b6460", "#2f5d8a")


def drawing(curves: Mapping[str, Sequence[float]]) -> str:
    """`curves` are errors in seconds by name."""
    body = [*_axes()]
    for place, (name, errors) in enumerate(curves.items()):
        colour, line = _COLOURS[place % len(_COLOURS)], _KEY_TOP + 20 * place
        body.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{_points(errors)}"/>')
        body.append(f'<rect x="{_KEY_LEFT}" y="{line - 9}" width="14" height="4" fill="{colour}"/>')
        body.append(f'<text x="{_KEY_LEFT + 20}" y="{line - 3}">{name}</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">'
    return (
        "\n".join([head, f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fffdf8"/>', *body, "</svg>"])
        + "\n"
    )


def _axes() -> list[str]:
    made = []
    for seconds in _MARKS:
        made.append(f'<path d="M{_x(seconds):.0f} {_TOP}V{_BOTTOM}" stroke="#e2dcd2"/>')
        said = f"{seconds * 1000:g} ms" if seconds < 1 else f"{seconds:g} s"
        made.append(f'<text x="{_x(seconds):.0f}" y="{_BOTTOM + 18}" text-anchor="middle">{said}</text>')
    for share in (0, 50, 90, 100):
        made.append(f'<path d="M{_LEFT} {_y(share / 100):.0f}H{_RIGHT}" stroke="#e2dcd2"/>')
        made.append(f'<text x="{_LEFT - 6}" y="{_y(share / 100) + 4:.0f}" text-anchor="end">{share} %</text>')
    made.append(
        f'<text x="{(_LEFT + _RIGHT) // 2}" y="{_HEIGHT - 10}" text-anchor="middle">start of a word off by at most</text>'
    )
    return made


def _points(errors: Sequence[float]) -> str:
    """At most a hundred of them."""
    ordered = sorted(errors)
    shares = [step / 100 for step in range(1, 101)]
    return " ".join(f"{_x(ordered[math.ceil(s * len(ordered)) - 1]):.1f},{_y(s):.1f}" for s in shares)


def _x(seconds: float) -> float:
    share = math.log(max(seconds, _SMALLEST) / _SMALLEST) / math.log(_LARGEST / _SMALLEST)
    return _LEFT + min(share, 1.0) * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)
