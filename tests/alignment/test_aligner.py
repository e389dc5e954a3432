"""Speech whose instants are known, aligned by the process that the site starts."""

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles

import numpy as np
import pytest

from tests.alignment import speech
from tests.alignment.speech import Speech
from transcripts.alignment import child
from transcripts.alignment.aligner import align, listen, realign
from transcripts.alignment.errors import CannotListen, Stopped
from transcripts.alignment.found import Alignment
from transcripts.sandbox.phrases import passage, sentence


def _late(found: Alignment, said: Speech) -> list[float]:
    """How far each word's start is off, in seconds."""
    pairs = zip(found.placed, said.words, strict=True)
    return [abs(placed.start - word.start) for placed, word in pairs if placed.start is not None]


def _in_order(found: Alignment) -> bool:
    times = [t for placed in found.placed if placed.start is not None for t in (placed.start, placed.end)]
    return times == sorted(times, key=float)  # type: ignore[arg-type]


def _aligned(said: Speech, folder: Path, texts: Sequence[str] | None = None) -> Alignment:
    file = speech.flac(said.samples, folder / "sound.flac")
    return align(file, said.texts if texts is None else texts, scratch=folder)


@pytest.mark.parametrize("voice_name", [speech.EAST, speech.WEST])
def test_words_are_found_where_they_are_said(
    model: Path, voice: None, tmp_path: Path, voice_name: str
) -> None:
    words = passage(Random(17), 24)
    gaps = np.random.default_rng(17).uniform(0.05, 0.6, len(words))
    said = speech.joined(words, gaps.tolist(), voice_name)
    found = _aligned(said, tmp_path)
    late = _late(found, said)
    assert len(late) == len(words)
    assert median(late) <= 0.035
    assert quantiles(late, n=10)[-1] <= 0.150
    assert max(late) <= 0.600
    assert found.belongs > 0.9
    assert not found.missing
    assert _in_order(found)


def test_noise_costs_little(model: Path, talk: Speech, tmp_path: Path) -> None:
    found = _aligned(speech.noisy(talk, 10, np.random.default_rng(3)), tmp_path)
    assert quantiles(_late(found, talk), n=10)[-1] <= 0.250


def test_words_without_a_spelling_are_bridged(
    model: Path, talk: Speech, heard_file: Path, tmp_path: Path
) -> None:
    texts = ["中文" if number % 10 == 4 else text for number, text in enumerate(talk.texts)]
    found = align(heard_file, texts, scratch=tmp_path, heard=heard_file)
    assert quantiles(_late(found, talk), n=10)[-1] <= 0.250
    assert not found.missing


def test_what_is_never_said_stands_beside_its_neighbours(
    model: Path, talk: Speech, heard_file: Path, tmp_path: Path
) -> None:
    found = align(heard_file, [talk.texts[0], "—", *talk.texts[1:]], scratch=tmp_path, heard=heard_file)
    assert found.placed[1].start == found.placed[0].end
    assert not found.missing


def test_a_sentence_that_the_text_lacks_is_located(
    model: Path, talk: Speech, heard_file: Path, tmp_path: Path
) -> None:
    found = align(heard_file, talk.texts[:8] + talk.texts[16:], scratch=tmp_path, heard=heard_file)
    (stretch,) = found.unspoken
    assert abs(stretch[0] - talk.words[8].start) <= 1
    assert abs(stretch[1] - talk.words[15].end) <= 1
    assert not found.missing


def test_a_sentence_that_the_sound_lacks_is_named(
    model: Path, talk: Speech, heard_file: Path, tmp_path: Path
) -> None:
    invented = ["Դելֆինները", "ֆուտբոլ", "են", "խաղում", "ծովում", "ամեն", "առավոտ"]
    texts = talk.texts[:16] + invented + talk.texts[16:]
    found = align(heard_file, texts, scratch=tmp_path, heard=heard_file)
    lacking = {number for first, behind in found.missing for number in range(first, behind)}
    assert len(lacking & set(range(16, 23))) >= 5
    assert len(lacking - set(range(16, 23))) <= 1
    kept = Alignment(found.placed[:16] + found.placed[23:])
    assert quantiles(_late(kept, talk), n=10)[-1] <= 0.3


def test_another_text_does_not_belong(model: Path, talk: Speech, heard_file: Path, tmp_path: Path) -> None:
    own = align(heard_file, talk.texts, scratch=tmp_path, heard=heard_file)
    other = align(heard_file, passage(Random(99), 32), scratch=tmp_path, heard=heard_file)
    assert own.belongs > 0.95
    assert other.belongs < 0.05


def test_a_wrong_word_is_trusted_less(model: Path, talk: Speech, heard_file: Path, tmp_path: Path) -> None:
    texts = list(talk.texts)
    for place in (2, 12, 21):
        texts[place] = "ֆուտբոլիստների"
    right = align(heard_file, talk.texts, scratch=tmp_path, heard=heard_file)
    wrong = align(heard_file, texts, scratch=tmp_path, heard=heard_file)
    for place in (2, 12, 21):
        assert wrong.placed[place].trust < 0.5 < right.placed[place].trust


def test_after_an_edit_only_the_stretch_is_listened_to(
    model: Path, talk: Speech, talk_file: Path, tmp_path: Path
) -> None:
    words = talk.words[8:16]
    found = realign(
        talk_file, [word.text for word in words], start=words[0].start, end=words[-1].end, scratch=tmp_path
    )
    late = [abs((placed.start or 99) - word.start) for placed, word in zip(found.placed, words, strict=True)]
    assert quantiles(late, n=10)[-1] <= 0.2
    assert not list(tmp_path.iterdir())


def test_a_second_text_needs_no_second_listening(
    model: Path, talk: Speech, talk_file: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    shares: list[float] = []
    first = align(talk_file, talk.texts, scratch=tmp_path, heard=kept, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    # The sound itself is not looked at any more.
    assert align(tmp_path / "gone.flac", talk.texts, scratch=tmp_path, heard=kept) == first


def test_it_listens_without_a_text(talk: Speech, heard_file: Path, tmp_path: Path) -> None:
    found = listen(heard_file, scratch=tmp_path, heard=heard_file)
    assert len(found) > 10
    assert all(word.text and 0 <= word.start <= word.end <= talk.seconds + 0.1 for word in found)
    assert sum(word.pause for word in found) >= 1


# --- hostile ----------------------------------------------------------------------------------------


def _silence(seconds: float) -> Speech:
    return Speech(np.zeros(round(seconds * speech.RATE), dtype=np.float32), ())


def test_silence_has_no_words(model: Path, tmp_path: Path) -> None:
    found = _aligned(_silence(3), tmp_path, ["բարև", "ձեզ", "հարգելի", "գործընկերներ"])
    assert all(placed.start is None for placed in found.placed)
    assert found.missing == ((0, 4),)
    assert found.unspoken == ()
    assert found.belongs < 0.1


@pytest.mark.parametrize("texts", [[], ["—", "...", "«»"]])
def test_a_text_without_words_leaves_all_speech_unspoken(
    model: Path, talk: Speech, heard_file: Path, tmp_path: Path, texts: list[str]
) -> None:
    found = align(heard_file, texts, scratch=tmp_path, heard=heard_file)
    assert len(found.placed) == len(texts)
    assert found.missing == ()
    assert sum(end - start for start, end in found.unspoken) > 0.6 * talk.seconds


def test_a_text_ten_times_too_long_keeps_what_is_said_in_its_place(
    model: Path, talk: Speech, heard_file: Path, tmp_path: Path
) -> None:
    before, after = passage(Random(5), 150), passage(Random(6), 150)
    found = align(heard_file, [*before, *talk.texts, *after], scratch=tmp_path, heard=heard_file)
    kept = Alignment(found.placed[150 : 150 + len(talk.texts)])
    late = _late(kept, talk)
    assert len(late) >= 0.8 * len(talk.texts)
    assert quantiles(late, n=10)[-1] <= 0.5


def test_half_a_second_of_sound_is_survived(model: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(2).standard_normal(8_000).astype(np.float32) * 0.1
    found = _aligned(Speech(noise, ()), tmp_path, ["բարև"] * 50)
    assert len(found.placed) == 50


def test_what_is_no_sound_is_an_error_without_a_word_of_the_text(model: Path, tmp_path: Path) -> None:
    (tmp_path / "sound.flac").write_bytes(b"no sound at all" * 100)
    with pytest.raises(CannotListen) as raised:
        align(tmp_path / "sound.flac", ["գաղտնիք"], scratch=tmp_path)
    assert "գաղտնիք" not in repr(raised.value)


def test_it_ends_at_once_when_told_to_stop(model: Path, voice: None, tmp_path: Path) -> None:
    said = speech.spoken(" ".join(sentence(Random(1), 12)))
    file = speech.flac(np.tile(said.samples, 60), tmp_path / "long.flac")
    until = time.monotonic() + 1.5
    with pytest.raises(Stopped):
        align(file, said.texts, scratch=tmp_path, stop=lambda: time.monotonic() > until)
    # Within a second, were the machine ours alone; the whole would take half a minute.
    assert time.monotonic() - until < 8
    assert [left for left in tmp_path.iterdir() if left != file] == []


def test_without_its_packages_it_says_which_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "missing", lambda: "no model")
    with pytest.raises(CannotListen, match="no model"):
        align(tmp_path / "sound.flac", [], scratch=tmp_path)
