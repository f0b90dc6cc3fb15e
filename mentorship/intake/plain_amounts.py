"""Small numbers as people write them: € 80, 4/5, ★★★★, 5 people, 3 days."""

import re

from mentorship.intake.plain_text import Plain, folded_digits

_CURRENCIES = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "₪": "ILS", "₺": "TRY", "₴": "UAH", "₽": "RUB", "₩": "KRW", "zł": "PLN",
    "kč": "CZK", "r$": "BRL", "$": "", "kr": "", "kr.": "", "fr": "CHF", "fr.": "CHF",
}  # fmt: skip
_AMOUNT = re.compile(r"(\d{1,3}(?:[ '’]\d{3})+|\d+)(?:([.,])(\d{1,3}|-{1,2}|–))?")
_FREE = {"free", "gratis", "kostenlos", "gratuit", "gratuito", "zdarma", "za darmo", "bezplatno", "ilmainen"}


def plain_fee(text: str) -> Plain:
    """An amount, and its currency beside it: € 80, 80,- EUR, 1 200,50 kr."""
    said = folded_digits(text).casefold()
    if said in _FREE:
        return Plain("0")
    found = list(_AMOUNT.finditer(said))
    if len(found) != 1:
        return Plain(doubt="unreadable")
    (amount,) = found
    rest = (said[: amount.start()] + said[amount.end() :]).strip()
    rest = rest.removesuffix(".-").removesuffix(",-").strip()
    if rest and not (rest in _CURRENCIES or re.fullmatch(r"[a-z]{3}", rest)):
        return Plain(doubt="unreadable")
    whole, part = re.sub(r"\D", "", amount[1]), amount[3] or ""
    number = whole + (f"{amount[2]}{part}" if part.isdigit() else "")
    currency = _CURRENCIES.get(rest, rest.upper())
    return Plain(number, also={"currency": currency} if currency else {})


def plain_rating(text: str) -> Plain:
    """One to five: 4/5, 4 of 5, ★★★★☆, 4 stars."""
    said = folded_digits(text)
    if stars := len(re.findall("[★⭐]", said)):
        return Plain(str(stars)) if stars <= 5 and not re.search(r"\w", said) else Plain(doubt="unreadable")
    found = re.fullmatch(r"([1-5])(?:[.,]0+)?\s*(?:/\s*5|[^\W\d_]+(?:\s+5)?|\*)?", said)
    return Plain(found[1]) if found else Plain(doubt="unreadable")


def plain_count(text: str) -> Plain:
    """A whole number, perhaps with what is counted: 5 people, 3.0, 2 Tage."""
    found = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?\s*(?:[^\W\d_]+\.?\s*){0,2}", folded_digits(text))
    return Plain(found[1]) if found else Plain(doubt="unreadable")
