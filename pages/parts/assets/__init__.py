"""Pictures, styles and scripts that pages send along."""

from pathlib import Path

FOLDER = Path(__file__).parent


def read(name: str) -> str:
    """The text of one of these files."""
    return (FOLDER / name).read_text("utf-8")
