"""The one door to Typst: a template, its data as JSON, and nothing of this machine.

Data never become markup: a template reads them with `json`, so `#eval("…")` or `*bold*` in an export is text like any
other. Fonts come from packages and none from the system, the date of the file from the data: the same data give the
same bytes on every machine.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst

from mentorship.packet.display_text import han_variant, inert

TEMPLATES = Path(__file__).parent / "templates"

#: Packages that are nothing but fonts, all under the SIL Open Font License 1.1: the face of the screens (Latin, Greek,
#: Cyrillic), Noto Sans for some twenty other scripts with symbols and emoji, and Noto Sans CJK.
FONT_PACKAGES = {
    "fontpkg-source-sans-3": "fontpkg_source_sans_3",
    "manimgx-fonts": "manimgx_fonts",
    "manimgx-fonts-cjk": "manimgx_fonts_cjk",
}

#: For archives (all fonts and data inside, no links to the outside) and for people who have a page read to them.
STANDARDS = ["a-3a", "ua-1"]

#: How Typst says that no font has a character. Neither standard allows a box in its place.
NO_GLYPH = "could not be displayed"


class Paper(StrEnum):
    """What a document is printed on. The values are Typst's names."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True)
class Attachment:
    """A file carried inside a PDF, for programs to read: `text` is UTF-8."""

    name: str
    text: str
    mime_type: str
    description: str


def typeset(
    template: str, data: Mapping[str, Any], *, paper: Paper, made_on: date, attachment: Attachment | None = None
) -> bytes:
    """A PDF from `templates/<template>.typ` and its data; deterministic.

    It meets PDF/A-3a and PDF/UA-1. Where a text has a character that none of the fonts holds, it is tagged all the
    same, but claims neither: there is a box on the page in place of the character.
    """
    inputs = _inputs(data, paper, made_on, attachment)
    try:
        return bytes(_compile(template, inputs, made_on, "pdf", STANDARDS))
    except typst.TypstError as error:
        if NO_GLYPH not in error.message:
            raise
    return bytes(_compile(template, inputs, made_on, "pdf", []))


def drawn(
    template: str, data: Mapping[str, Any], *, made_on: date, form: Literal["png", "svg"] = "png", ppi: int = 192
) -> bytes:
    """One page of a template as a picture, on a page as high as its content; deterministic."""
    return bytes(_compile(template, _inputs(data, Paper.A4, made_on, None), made_on, form, [], ppi))


def _inputs(data: Mapping[str, Any], paper: Paper, made_on: date, attachment: Attachment | None) -> dict[str, str]:
    shown = inert(data)
    about = {"paper": paper.value, "made_on": made_on.isoformat(), "han": han_variant(shown)}
    inputs = {"data": json.dumps(shown, ensure_ascii=False), "about": json.dumps(about), "attachment": "null"}
    if attachment:
        inputs["attachment"] = json.dumps(vars(attachment), ensure_ascii=False)
    return inputs


def _compile(
    template: str, inputs: dict[str, str], made_on: date, form: Any, standards: Any, ppi: int | None = None
) -> Any:
    return typst.compile(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True, format=form,
        ppi=ppi, sys_inputs=inputs, pdf_standards=standards, timestamp=datetime.combine(made_on, time(), UTC),
    )  # fmt: skip


@cache
def _fonts() -> typst.Fonts:
    """The fonts of the packages, found once; what of them a document needs is read when it needs it."""
    places = [_package(module) for module in FONT_PACKAGES.values()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=places)


def _package(module: str) -> str:
    found = find_spec(module)
    if found is None or not found.origin:
        raise ModuleNotFoundError(f"The fonts in {module} are not installed.", name=module)
    return str(Path(found.origin).parent)
