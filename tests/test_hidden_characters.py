"""Nothing hidden in text that is shown; and writing that needs such characters keeps them."""

import unicodedata

import pytest

from mentorship.hidden_characters import MARK, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Ada\u202ecelevoL", f"Ada{MARK}celevoL"),
        ("\u2067abc\u2069", f"{MARK}abc{MARK}"),
        ("P-1001\u200b", f"P-1001{MARK}"),
        ("A\u200dda", f"A{MARK}da"),
        ("A\u200e", f"A{MARK}"),
        ("soft\u00adly", f"soft{MARK}ly"),
        ("\ufeffAda", f"{MARK}Ada"),
        ("\u3164", MARK),
        ("a\U000e0041\U000e0042", f"a{MARK}{MARK}"),
        ("a\x1b[31mred\x9b0m", f"a{MARK}[31mred{MARK}0m"),
        ("a\ufe0fb", f"a{MARK}b"),
        ("two\u2028lines", "two lines"),
        ("line\nbreak\tand tab", "line\nbreak\tand tab"),
    ],
)
def test_what_hides_or_steers_is_seen(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Zoë Müller", "Łukasz", "Nguyễn Văn An", "李小龙", "山田 太郎", "김민수", "Дмитрий",
        "Ελένη",
        "\u0645\u0631\u06cc\u0645\u200c\u0627\u0644\u0633\u0627\u062f\u0627\u062a",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0915\u094d\u200d\u0937",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u05d3\u05d5\u05d3\u200f, 3",
        "\u0645\u062d\u0645\u062f\u200e (1)",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "❤️", "1️⃣",
        "\U0001f468\U0001f3fd\u200d\u2695\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "葛︀",
        "O’Brien – “x” … €", "a b",
    ],
)  # fmt: skip
def test_names_of_the_world_stay_as_they_are(text):
    assert visible(text) == text


def test_no_format_character_passes_between_plain_letters():
    """Whatever else Unicode has of the kind."""
    passed = [
        hex(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Cf", "Cc")
        and chr(code) not in "\t\n\r\x0b\x0c\x85"
        and chr(code) in visible(f"a{chr(code)}b")
    ]
    #: Arabic and other signs that are seen: they stand around a number.
    seen = {hex(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)}
    assert set(passed) <= seen
