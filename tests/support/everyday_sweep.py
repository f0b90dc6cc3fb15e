"""Files as people might keep them, made by mixing habits: languages, headings, dates, lengths, layouts and formats.
What each file says is known beforehand, so that what was understood can be compared with it."""

import csv
import io
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

import xlsxwriter

from mentorship.intake.languages import calendars, languages

#: Languages whose words are mixed into headings and cells.
CODES = tuple(languages())
#: How many rows a file has at most.
MOST_ROWS = 9
_PEOPLE = [("Ada Lovelace", "ada@example.org"), ("Ben Okri", "ben@example.org"), ("Zoë Meier", "zoe@example.org"),
           ("José Muñoz", "jose@example.org"), ("Mia Novak", "mia.n@example.org")]  # fmt: skip
_MENTORS = [("Grace Hopper", "grace@example.org"), ("Tess Brandt", "tess@example.org")]
_ACTIVITIES = ("one_to_one", "small_group", "treatment", "large_group")


@dataclass(frozen=True)
class Said:
    """One session, as a file says it."""

    held_on: date
    mentee: str
    mentor: str
    activity: str
    modality: str
    minutes: int
    status: str = "completed"


@dataclass(frozen=True)
class EverydayFile:
    """A file: its name and bytes, what its rows say (None: a row of which nothing can be right), and how many of its
    lines are no sessions. `habits` tell what it was made of."""

    name: str
    content: bytes
    said: list[Said | None]
    others: int
    habits: dict[str, str] = field(default_factory=dict)


def everyday_file(seed: int) -> EverydayFile:
    """The file of a seed: always the same."""
    return _Maker(random.Random(seed)).file(seed)


class _Maker:
    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.language = languages()[dice.choice(CODES)]
        self.habits = {"language": self.language.code}

    def one(self, name: str, options: dict[str, Callable[..., str]]) -> Callable[..., str]:
        key = self.dice.choice(list(options))
        self.habits[name] = key
        return options[key]

    def file(self, seed: int) -> EverydayFile:
        dice = self.dice
        said = [self.session() for _ in range(dice.randint(2, MOST_ROWS))]
        dates, lengths, persons = (self.one(name, of) for name, of in (
            ("dates", self.dates()), ("lengths", self.lengths()), ("persons", _PERSONS)))  # fmt: skip
        unit = self.habits["lengths"] if self.habits["lengths"] in ("minutes", "hours") else "duration"
        columns = ["held_on", "mentee", "mentor", "activity", "modality", unit, "notes"]
        dice.shuffle(columns)
        headings = {column: self.heading(column) for column in columns}
        rows, kept = [], list[Said | None](said)
        for number, each in enumerate(said):
            cells = {
                "held_on": dates(each.held_on), "mentee": persons(each.mentee), "mentor": each.mentor,
                "activity": self.word("activity", each.activity), "modality": self.word("modality", each.modality),
                unit: lengths(each.minutes), "notes": "",
            }  # fmt: skip
            kept[number] = self.mishap(cells, each)
            rows.append([cells[column] for column in columns])
        table, others = self.layout([headings[column] for column in columns], rows, columns.index(unit))
        name, content = self.written(table, seed)
        return EverydayFile(name, content, kept, others, self.habits)

    def session(self) -> Said:
        dice = self.dice
        day = date(2021, 1, 1) + timedelta(days=dice.randrange(1500))
        return Said(
            day, dice.choice(_PEOPLE)[1], dice.choice(_MENTORS)[1], dice.choice(_ACTIVITIES),
            dice.choice(("virtual", "in_person")), dice.choice((30, 45, 60, 75, 80, 90, 120, 150)),
        )  # fmt: skip

    def heading(self, column: str) -> str:
        known = self.language.headings["sessions"].get(column) or languages()["en"].headings["sessions"][column]
        heading = self.dice.choice(known[: 4 if column in ("mentee", "mentor") else 6])
        return self.dice.choice((heading, heading.capitalize(), heading.title(), f"{heading} *", heading.upper()))

    def word(self, column: str, code: str) -> str:
        words = [*self.language.words.get(column, {}).get(code, ()), code]
        word = self.dice.choice(words)
        return self.dice.choice((word, word.capitalize(), f" {word} "))

    def dates(self) -> dict[str, Callable[..., str]]:
        months = calendars()[self.language.code]["months"]
        named = {number: [word for word, at in months.items() if at == number] for number in set(months.values())}
        longest = {number: max(words, key=len) for number, words in named.items()}
        made: dict[str, Callable[..., str]] = {
            "iso": lambda day: day.isoformat(),
            "dots": lambda day: f"{day.day}.{day.month}.{day:%y}",
            "long dots": lambda day: f"{day:%d.%m.%Y}",
            "serial": lambda day: str((day - date(1899, 12, 30)).days),
            "english": lambda day: f"{day:%A, %B} {day.day}, {day.year}",
            "ordinal": lambda day: f"{day.day}{'th' if 3 < day.day % 20 < 21 else 'rd' if day.day % 10 == 3 else 'th'} "
                                   f"{day:%B %Y}",
            "east": lambda day: f"{day.year}年{day.month}月{day.day}日",
            "us": lambda day: f"{day.month}/{day.day}/{day:%y}",
            "compact": lambda day: f"{day:%Y%m%d}",
        }  # fmt: skip
        if len(longest) == 12:
            made["own"] = lambda day: f"{day.day}. {longest[day.month]} {day.year}"
        return made

    def lengths(self) -> dict[str, Callable[..., str]]:
        hour = self.dice.choice(self.language.lengths.get("hour", ["h"]))
        minute = self.dice.choice(self.language.lengths.get("minute", ["min"]))
        return {
            "minutes": str,
            "hours": lambda minutes: f"{minutes / 60:.10g}",
            "clock": lambda minutes: f"{minutes // 60}:{minutes % 60:02}",
            "units": lambda minutes: f"{minutes} {minute}",
            "h m": lambda minutes: f"{minutes // 60}h{minutes % 60:02}",
            "both": lambda minutes: f"{minutes // 60} {hour} {minutes % 60} {minute}",
            "iso": lambda minutes: f"PT{minutes // 60}H{minutes % 60}M",
            "prime": lambda minutes: f"{minutes}'",
        }

    def mishap(self, cells: dict[str, str], said: Said) -> Said | None:
        """Now and then a row says something that makes it another session, or none."""
        kind = self.dice.choice(["none"] * 8 + ["cancelled", "nobody", "two dates", "two people"])
        if kind == "none":
            return said
        self.habits["mishap"] = kind
        if kind == "cancelled":
            words = self.language.words["status"]["cancelled"]
            word = self.dice.choice([word for word in words if len(word) > 2] or ["cancelled"])
            cells["notes"] = word
            return Said(**{**vars(said), "status": "cancelled"})
        if kind == "nobody":
            cells["mentee"] = self.dice.choice(("n/a", "-", "?", "anonymous", "#N/A", "null"))
        elif kind == "two dates":
            cells["held_on"] += " / " + cells["held_on"]
        else:
            cells["mentee"] = "ada@example.org; ben@example.org"
        return None

    def layout(self, headings: list[str], rows: list[list[str]], amount_at: int) -> tuple[list[list[str]], int]:
        """Titles, totals, signatures, blank and repeated lines around the rows. Returns how many lines were added."""
        table, others = [headings, *rows], 0
        blank = [""] * len(headings)
        if self.dice.random() < 0.25:
            table = [["Mentoring"], [], *table]
            self.habits["title"] = "yes"
        if self.dice.random() < 0.25:
            words = self.language.remarks.get("total", ["total"])
            cells = list(blank)
            cells[0 if amount_at else 1], cells[amount_at] = self.dice.choice(words), "12"
            table.append(cells)
            others += 1
            self.habits["total"] = "yes"
        if self.dice.random() < 0.2:
            table.append(blank)
            table.append([self.language.remarks.get("signature", ["signature"])[0], *blank[1:]])
            others += 1
            self.habits["signature"] = "yes"
        if self.dice.random() < 0.15 and len(rows) > 3:
            at = table.index(rows[2])
            table.insert(at, list(headings))
            others += 1
            self.habits["repeated"] = "yes"
        return table, others

    def written(self, table: list[list[str]], seed: int) -> tuple[str, bytes]:
        kind = self.dice.choice(("csv", "csv", "semicolon", "tsv", "utf-16", "bom", "xlsx", "json"))
        self.habits["format"] = kind
        if kind == "xlsx":
            made = io.BytesIO()
            with xlsxwriter.Workbook(made, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
                sheet = book.add_worksheet()
                for line, cells in enumerate(table):
                    for place, cell in enumerate(cells):
                        if cell:
                            sheet.write_string(line, place, cell)
            return f"everyday-{seed}.xlsx", made.getvalue()
        is_plain = not {"title", "total", "signature", "repeated"} & self.habits.keys()
        if kind == "json" and is_plain and len(set(table[0])) == len(table[0]):
            records = [dict(zip(table[0], cells, strict=True)) for cells in table[1:]]
            return f"everyday-{seed}.json", json.dumps(records, ensure_ascii=False).encode()
        text = io.StringIO()
        csv.writer(text, delimiter={"semicolon": ";", "tsv": "\t", "utf-16": "\t"}.get(kind, ",")).writerows(table)
        encoding = {"utf-16": "utf-16", "bom": "utf-8-sig"}.get(kind, "utf-8")
        return f"everyday-{seed}.csv", text.getvalue().encode(encoding)


_NAMES = {address: name for name, address in _PEOPLE}
_PERSONS: dict[str, Callable[..., str]] = {
    "plain": lambda address: address,
    "upper": lambda address: address.upper(),
    "named": lambda address: f"{_NAMES[address]} <{address}>",
    "mailto": lambda address: f"mailto:{address}",
    "comma": lambda address: f"{address},",
    "brackets": lambda address: f"{_NAMES[address]} ({address})",
}
