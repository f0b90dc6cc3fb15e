"""Which heading is which column, where several could be: the most specific one; for persons, by what stands below."""

from collections.abc import Iterable, Mapping

from mentorship.intake.cells import trimmed
from mentorship.intake.headings import meanings, suggestions, variants
from mentorship.intake.languages import forms
from mentorship.intake.plain_days import months_of, plain_day
from mentorship.intake.plain_persons import plain_person
from mentorship.intake.plain_words import code_of, keys_of
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind

#: Of the values below a heading, so many must be alike before they count as evidence; of persons fewer.
_MOST, _SOME = 0.8, 0.5


def columns_by_headings(table: RawTable, kind: Kind, taken: Iterable[str] = ()) -> dict[str, int]:
    """Our column → the place (from 1) of its heading; headings in `taken` are not looked at."""
    taken = set(taken)
    meant = meanings(_without_form_times(table.headings), kind)
    found: dict[str, tuple[int, int]] = {}
    for place, heading in enumerate(table.headings, 1):
        if heading in meant and heading not in taken:
            column, rank = meant[heading]
            if column not in found or rank < found[column][0]:
                found[column] = (rank, place)
    return with_persons(table, kind, {column: place for column, (_, place) in found.items()}, taken)


def with_persons(table: RawTable, kind: Kind, places: Mapping[str, int], taken: Iterable[str] = ()) -> dict[str, int]:
    """Columns of sessions whose persons are told by the values: e-mails are the person, names the person's name."""
    places, taken = dict(places), set(taken)
    if kind is not Kind.SESSIONS:
        return places
    meant = meanings(table.headings, kind)
    for who, name in (("mentee", "mentee_name"), ("mentor", "mentor_name")):
        could = [at for at, heading in enumerate(table.headings, 1)
                 if heading not in taken and meant.get(heading, ("",))[0] in (who, name)]  # fmt: skip
        addresses = [at for at in could if _share(table, at, _is_address) >= _SOME]
        if not addresses or places.get(who) in addresses:
            continue
        places[who] = addresses[0]
        others = [at for at in could if at not in addresses and _share(table, at, _is_name) >= _SOME]
        places = {column: at for column, at in places.items() if column != name or at != addresses[0]}
        if name not in places and others:
            places[name] = others[0]
    return places


def _without_form_times(headings: list[str]) -> list[str]:
    """Headings without the moments at which somebody opened a form: they stand beside the moment it was sent."""
    keys = [set(variants(heading)) for heading in headings]
    closed, opened = keys_of(forms("closed")), keys_of(forms("opened"))
    if not any(each & closed for each in keys):
        return headings
    return ["" if each & opened else heading for heading, each in zip(headings, keys, strict=True)]


def suggested_columns(table: RawTable, kind: Kind, places: Mapping[str, int]) -> dict[str, tuple[str, str, bool]]:
    """Heading → the column that it may be, why, and whether nothing else comes near: by the likeness of the heading,
    else by the values below it. Only columns that the table lacks are suggested."""
    known = set(meanings(table.headings, kind)) | {table.headings[at - 1] for at in places.values()}
    of_forms = keys_of([*forms("submitted"), *forms("opened"), *forms("closed")])
    free = [heading for heading in table.headings
            if heading and heading not in known and not set(variants(heading)) & of_forms]  # fmt: skip
    found = {
        heading: (each.column, f"the heading is like “{each.like}” ({each.similarity} of 100)", each.is_clear)
        for heading, each in suggestions(free, kind).items()
        if each.column not in places
    }
    by_values = _by_values(table, kind, [heading for heading in free if heading not in found])
    said = {column for column, _, _ in found.values()} | places.keys()
    found |= {heading: each for heading, each in by_values.items() if each[0] not in said}
    columns = [column for column, _, _ in found.values()]
    return {
        heading: (column, why, is_clear and columns.count(column) == 1)
        for heading, (column, why, is_clear) in found.items()
    }


def _by_values(table: RawTable, kind: Kind, headings: list[str]) -> dict[str, tuple[str, str, bool]]:
    if kind is not Kind.SESSIONS:
        return {}
    found = {}
    tests = (
        ("mentee", _is_address, "an e-mail"), ("held_on", _is_day, "a day"),
        ("activity", _is_activity, "a kind of session"), ("modality", _is_modality, "online or in person"),
    )  # fmt: skip
    for heading in headings:
        at = table.headings.index(heading) + 1
        for column, test, what in tests:
            if _share(table, at, test) >= _MOST:
                found[heading] = (column, f"nearly every value below it is {what}", True)
                break
    return found


def _share(table: RawTable, place: int, test: object) -> float:
    """The share of values below a heading that pass a test; 0 where there are none."""
    values = [trimmed(cells[place - 1]) for _, cells in table.head if place <= len(cells)]
    values = [value for value in values if value]
    return sum(map(test, values)) / len(values) if values and callable(test) else 0.0


def _is_address(value: str) -> bool:
    return "@" in (plain_person(value).text or "")


def _is_name(value: str) -> bool:
    plain = plain_person(value)
    return plain.text is None and "name" in plain.also


def _is_day(value: str) -> bool:
    return not value.isdigit() and plain_day(value, months_of([value])).text is not None


def _is_activity(value: str) -> bool:
    return code_of(value, "activity", {}) is not None


def _is_modality(value: str) -> bool:
    return code_of(value, "modality", {}) is not None
