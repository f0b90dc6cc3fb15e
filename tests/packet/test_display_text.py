"""What may stand on a page: what people write, and nothing that steers, hides or runs over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.packet.display_text import BREAK, LONGEST, cut, han_variant, inert, one_line
from tests.packet.packets import SCRIPTS


@pytest.mark.parametrize("name", SCRIPTS.values(), ids=SCRIPTS)
def test_names_stay_as_they_are(name):
    assert one_line(name) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("  spaces  ", "spaces"),
        ("\u202egnp.exe\u202c \u2066x\u2069\u200b\ufeff", "gnp.exe x"),
        ("half\ud800", "half\ufffd"),
        ("\ue000 \uffff \ufdd0", "\ufffd \ufffd \ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("e\u0301", "é"),
        ("Z" + "\u0301" * 50, "Ź" + "\u0301" * 4),
    ],
)
def test_what_steers_is_taken_out_and_what_cannot_be_shown_leaves_a_mark(text, shown):
    assert one_line(text) == shown


def test_a_long_text_is_cut_with_a_sign():
    assert len(one_line("ab " * 5000)) <= LONGEST and one_line("ab " * 5000).endswith("…")
    assert cut("abcdef", 4) == "abc…" and cut("abcd", 4) == "abcd"


def test_a_long_run_gets_room_to_break_after_its_points():
    address = "averylongname@hospital.example.org"
    assert inert(address) == BREAK.join(("averylongnam", "e@hospital.", "example.", "org"))
    assert inert("Short enough, all of it") == "Short enough, all of it"
    assert inert({"a": ["x" * 30], "b": 3, "c": None}) == {
        "a": [BREAK.join(("x" * 12, "x" * 12, "x" * 6))],
        "b": 3,
        "c": None,
    }


@given(st.text())
def test_any_text_is_one_line_that_utf8_can_hold(text):
    shown = one_line(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1 and len(shown) <= LONGEST
    assert inert(shown).replace(BREAK, "") == shown.replace(BREAK, "")


def test_chinese_characters_are_drawn_as_the_writing_around_them_asks():
    assert [han_variant([text]) for text in ("王小明", "田中 なおこ", "김철수 金", "Ana")] == ["SC", "JP", "KR", "SC"]
