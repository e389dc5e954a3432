import pytest

from transcripts.library.tracks import track_choices, track_name
from transcripts.models import Recording


def recording(*tracks: dict[str, object], choice: int | None = None) -> Recording:
    usual = {"codec": "aac", "channels": 1, "sample_rate": 48_000, "language": "", "title": ""}
    rows = [usual | {"index": place, "default": place == 0} | track for place, track in enumerate(tracks)]
    return Recording(tracks=rows, track=choice)


def test_one_track_is_no_choice() -> None:
    assert track_choices(recording({})) == []
    assert track_choices(Recording()) == []
    assert track_name(recording({}), None) == ""


def test_tracks_are_told_apart_by_all_that_the_file_says() -> None:
    first, second = track_choices(
        recording({"language": "hye"}, {"language": "ru", "title": "Թարգմանիչ", "channels": 2})
    )
    assert (first.name, first.details) == ("1, Armenian", "mono")
    assert (second.name, second.details) == ("2, Russian", "Թարգմանիչ · stereo")


def test_the_usual_track_is_in_use_until_another_one_is_chosen() -> None:
    assert [choice.is_chosen for choice in track_choices(recording({}, {}))] == [True, False]
    assert [choice.is_chosen for choice in track_choices(recording({}, {}, choice=1))] == [False, True]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *[("hye", "1, Armenian"), ("arm", "1, Armenian"), ("hy-AM", "1, Armenian"), ("HY", "1, Armenian")],
        *[
            ("hyw", "1, Western Armenian"),
            ("eng", "1, English"),
            ("rus", "1, Russian"),
            ("pt_BR", "1, Brazilian Portuguese"),
        ],
        *[("und", "1"), ("", "1"), ("mul", "1"), ("tlh", "1, tlh")],
    ],
)
def test_a_language_is_named_in_words(code: str, name: str) -> None:
    assert track_name(recording({"language": code}, {}), None) == name


def test_channels_are_named() -> None:
    five: list[dict[str, object]] = [{"channels": n} for n in (0, 1, 2, 4, 6)]
    assert [one.details for one in track_choices(recording(*five))] == [
        "",
        "mono",
        "stereo",
        "4 channels",
        "5.1 sound",
    ]


def test_a_track_that_the_file_no_longer_has_has_no_name() -> None:
    assert track_name(recording({}, {}), 9) == ""
