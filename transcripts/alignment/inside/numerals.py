"""Numbers as they are said in Armenian: `of(21)` is քսանմեկ, `ordinal(21)` քսանմեկերորդ."""

_UNITS = ("", "մեկ", "երկու", "երեք", "չորս", "հինգ", "վեց", "յոթ", "ութ", "ինը")
_TENS = ("", "տաս", "քսան", "երեսուն", "քառասուն", "հիսուն", "վաթսուն", "յոթանասուն", "ութսուն", "իննսուն")
_POWERS = ((10**12, "տրիլիոն"), (10**9, "միլիարդ"), (10**6, "միլիոն"), (10**3, "հազար"))
LARGEST = 10**15 - 1

_FIRST_FOUR = {1: "առաջին", 2: "երկրորդ", 3: "երրորդ", 4: "չորրորդ"}
_VOWELS = tuple("աեէըիոօ")
# From the longest down, so that "IX" is not read as "I" and "X".
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    )
)


def of(number: int) -> str:
    """0 to `LARGEST`, words parted by spaces. ValueError beyond."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no numeral for {number}")
    if not number:
        return "զրո"
    said = []
    for power, name in _POWERS:
        count, number = divmod(number, power)
        if count:
            # 1,000 is a bare հազար, yet 1,000,000 is մեկ միլիոն.
            said += [name] if count == 1 and power == 1000 else [*_hundreds(count), name]
    return " ".join([*said, *_hundreds(number)])


def _hundreds(number: int) -> list[str]:
    """1 to 999 in words, nothing for 0."""
    hundreds, rest = divmod(number, 100)
    said = [_UNITS[hundreds]] if hundreds > 1 else []
    return [*said, *["հարյուր"] * bool(hundreds), *[_tens(rest)] * bool(rest)]


def _tens(number: int) -> str:
    tens, unit = divmod(number, 10)
    if number == 10:
        return "տասը"
    return ("տասն" if tens == 1 else _TENS[tens]) + _UNITS[unit]


def ordinal(number: int) -> str:
    """1-ին is առաջին, 2-րդ երկրորդ, 5-րդ հինգերորդ, 10-րդ տասներորդ."""
    return _FIRST_FOUR.get(number) or _before_vowel(of(number)) + "երորդ"


def with_ending(number: int, ending: str) -> str:
    """5-ը is հինգը, 10-ից տասից, 9-ին ինին; the ending is written after a hyphen."""
    if ending == "րդ":
        return ordinal(number)
    said = of(number)
    return (said.removesuffix("ը") if ending.startswith(_VOWELS) else said) + ending


def _before_vowel(said: str) -> str:
    """տասը and ինը lose their ը and show an older ն."""
    return said[:-1] + "ն" if said.endswith(("ինը", "տասը")) else said


def from_roman(letters: str) -> int | None:
    """The value of a well-formed Roman numeral up to 3,999; None for other words."""
    value, rest = 0, letters
    for worth, sign in _ROMAN:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    return value if 0 < value < 4000 and not rest and to_roman(value) == letters else None


def to_roman(value: int) -> str:
    """1 to 3,999."""
    written = ""
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written += sign * count
    return written
