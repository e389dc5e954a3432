import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.text.armenian import Finder, Token, analyse, analyze, edition, fold, spans
from transcripts.text.armenian.analyser import LONGEST_KEY

LETTERS = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքօֆ"
MARKS = "՛՜՞՟´\u00ad\u200b"
# Armenian, Russian and English words with what stands between and inside them.
texts = st.text(
    st.sampled_from(f"{LETTERS}{LETTERS.upper()}ևւйёабсxyz019 \n-֊–«»\"'’?!,.:։՝…{MARKS}"), max_size=200
)
armenian = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)


def meant(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """What is compared, without where it stands."""
    return [(token.exact, token.lemmas) for token in analyse(text)]


@given(st.one_of(st.text(), texts))
def test_offsets_point_into_the_original_in_order_and_disjoint(text: str) -> None:
    end = 0
    for token in analyse(text):
        assert end <= token.start < token.end <= len(text)
        assert token.exact
        assert token.lemmas == tuple(sorted(set(token.lemmas)))
        assert all(token.lemmas)
        end = token.end


@given(texts)
def test_every_armenian_letter_belongs_to_a_word(text: str) -> None:
    covered = {at for token in analyse(text) for at in range(token.start, token.end)}
    assert covered >= {at for at, letter in enumerate(text) if letter.lower() in LETTERS}


@given(texts)
def test_composed_and_decomposed_text_mean_the_same(text: str) -> None:
    assert meant(unicodedata.normalize("NFD", text)) == meant(unicodedata.normalize("NFC", text))


@given(st.lists(armenian).map(" ".join))
def test_capitals_mean_the_same(text: str) -> None:
    assert meant(text.upper()) == meant(text)


@given(armenian, st.lists(st.sampled_from(MARKS), max_size=3), st.data())
def test_marks_inside_mean_nothing(word: str, marks: list[str], data: st.DataObject) -> None:
    marked = word
    for mark in marks:
        at = data.draw(st.integers(1, len(marked)))
        marked = marked[:at] + mark + marked[at:]
    assert meant(marked) == meant(word)


@given(st.lists(armenian), st.lists(armenian))
def test_texts_side_by_side_mean_what_each_means(one: list[str], other: list[str]) -> None:
    assert meant(" ".join(one + other)) == meant(" ".join(one)) + meant(" ".join(other))


@given(armenian)
def test_the_exact_spelling_is_the_folded_word(word: str) -> None:
    assert [token.exact for token in analyse(word)] == [fold(word)]


@pytest.mark.parametrize(
    "hostile",
    ["ա", "չ", "ներ", "ա-", "ա՛", "ն»-", "ա'", "ա?", "ա\u0301", "aա", "1.", "1ի", "a'", "-", "՛", "«", "а"],
)
def test_hostile_texts_take_as_many_steps_as_they_have_letters(hostile: str) -> None:
    """Python's own instructions are counted, since time depends on who else is at work."""
    few, many = (steps(hostile * count) for count in (400, 1600))
    assert many <= 5 * few


@pytest.mark.parametrize(
    ("hostile", "words"),
    [("ա" + "?" * 200_000, 1), ("ա" + "'" * 200_000, 1), ("ա?" * 100_000, 1), ("ա»-" * 60_000, 60_000)],
)
def test_long_rows_of_signs_come_to_an_end(hostile: str, words: int) -> None:
    """Patterns that go back and forth would need hours for these."""
    assert len(analyse(hostile)) == words


def steps(text: str) -> int:
    """Lines of Python that run while `text` is analysed."""
    count = 0

    def each(*_: object) -> object:
        nonlocal count
        count += 1
        return each

    before = sys.gettrace()
    sys.settrace(each)  # type: ignore[arg-type]
    try:
        analyse(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("letter", ["ա", "a", "я", "7"])
def test_a_word_of_a_hundred_thousand_letters_has_a_short_key(letter: str) -> None:
    [token] = analyse(letter * 100_000)
    assert (token.start, token.end) == (0, 100_000)
    assert max(map(len, (token.exact, *token.lemmas))) <= LONGEST_KEY


def test_a_text_without_words_has_no_tokens() -> None:
    assert analyse("") == analyse(" … — «»՝ ՛ ") == []


@pytest.mark.usefixtures("whole")
def test_an_inflected_and_marked_word_leads_to_its_lemma() -> None:
    assert analyse("— Ջրե՞րը։") == [Token(2, 8, "ջրերը", ("ջուր",))]


@pytest.mark.usefixtures("whole")
def test_words_with_a_lemma_are_found_where_they_stand() -> None:
    text = "Գետերի ջրերը, գետա՛կը, գե՛տը և «Գետ»-ի գետափը"
    assert [text[start:end] for start, end in spans(text, {"գետ"})] == ["Գետերի", "գե՛տը", "Գետ»-ի"]


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    "forms",
    [
        "կողոպուտ կողոպտի կողոպուտները",
        "փետուր փետրով փետուրի",
        "թողնել թողեց թողած թողնված",
        "տալ տվեց տրվեց տալիս",
        "դառնալ դարձավ դարձրեց",
        "երեկո երեկոները երեկոյան",
        "կովիդ կովիդի կովիդով",
        "մարդ մարդիկ մարդկանց մարդու",
        "գնել չգնեց կգնեմ գնվել գնվելիք",
        "գալ չգամ չգա չգային",
        "տալ չտանք չտար տուր տվավ",
        "բերել բերավ բերեցի",
        "հանգչել հանգավ չհանգած հանգչում",
        "բուսնել բուսավ բուսած բուսնող",
        "փոթորիկ փոթորկի փոթորիկը",
        "տունկ տնկի տունկերը",
        "ձուկ ձկան ձկով ձկից ձկներ",
        "տիկին տիկնոջ տիկնայք տիկնանց",
        "դուստր դստեր դստերից դստերով",
        "սկեսուր սկեսրոջ սկեսրոջից",
        "տասներկու տասներկուսը տասներկուսի",
        "շատ շաաատ շատտտ շաաատտտ",
        "արագ ամենաարագ ամենաարագները",
        "գործընկեր գործընկերոջ",
        "վերադիգիտացում վերադիգիտացման վերադիգիտացումներով վերադիգիտացմամբ",
    ],
)
def test_all_forms_of_a_word_meet(forms: str) -> None:
    first, *others = analyze(forms)
    assert all({*first} & {*other} for other in others)


@pytest.mark.parametrize(
    ("written", "meant"), [("տoւն", "տուն"), ("լoւյս", "լույս"), ("0րենք", "օրենք"), ("hայ", "հայ")]
)
def test_a_foreign_letter_is_the_one_that_it_looks_like(written: str, meant: str) -> None:
    assert analyse(written)[0].exact == meant


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("տուն", "կատուն"),
        ("հայ", "հայելի"),
        ("գիր", "գրպան"),
        ("ծառ", "ծառայի"),
        ("արև", "արևելքում"),
        ("ջուր", "ջրաղաց"),
        ("այցելել", "ամենաայցելվող"),
        ("սեղան", "չսեղան"),
        ("սառչել", "Սառայի"),
        ("ու", "տoւն"),
    ],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert not {*analyze(one)[0]} & {*analyze(other)[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [("поездами", "поезде"), ("ёлки", "елка"), ("meetings", "Meeting"), ("Chris's", "chris")],
)
def test_russian_and_english_words_meet_by_their_stems(one: str, other: str) -> None:
    assert analyze(one) == analyze(other)


@pytest.mark.parametrize("number", ["7", "1999", "007"])
def test_numbers_stay_as_written(number: str) -> None:
    assert analyze(number) == [[number]]


@pytest.mark.parametrize(("one", "other"), [("օրի", "որի"), ("տառ", "տար"), ("սեր", "սէր")])
def test_letters_that_sound_alike_stay_apart(nothing_known: None, one: str, other: str) -> None:
    assert not set(analyze(one)[0]) & set(analyze(other)[0])


def test_without_the_lexicon_regular_forms_still_meet(nothing_known: None) -> None:
    one, other = analyze("լճակների լճակը")
    assert "լճակ" in {*one} & {*other}


def test_the_edition_tells_with_which_lexicon_lemmas_were_found(nothing_known: None) -> None:
    assert edition().endswith("-none")


@pytest.mark.usefixtures("whole")
def test_the_edition_names_the_lexicon() -> None:
    assert not edition().endswith("-none")


@given(
    st.lists(st.sampled_from(["Գետերի", "գե՛տը", "«Գետ»-ի", "ջուր", "ՀԷԿ-երի", "\n", "", "կ'ուզեմ", "a-b"]))
)
def test_a_finder_finds_what_the_whole_text_holds(pieces: list[str]) -> None:
    text, wanted = " ".join(pieces), {"գետ", "ջուր", "ուզել"}
    finder = Finder(wanted)
    expected = [token for token in analyse(text) if not wanted.isdisjoint(token.lemmas)]
    assert finder.find(text) == finder.find(text) == expected
