"""The one door to XlsxWriter: no text in a workbook of ours is a formula, a link or a number."""

from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter import Workbook


def new_workbook(file: BinaryIO, **options: Any) -> "Workbook":
    """A workbook that is written to a file at its end."""
    import xlsxwriter  # loaded with the first workbook: it takes a tenth of a second, and 12 MB

    plain_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(file, {**plain_text, **options})
