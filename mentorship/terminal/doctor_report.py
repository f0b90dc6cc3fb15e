"""What `mentorship doctor` prints."""

from typing import Any

from rich.console import Console

from mentorship.terminal.text import plain


def print_doctor(console: Console, findings: dict[str, Any]) -> None:
    """Versions, store, counts, what is wrong."""
    libraries = ", ".join(f"{name} {number}" for name, number in findings["libraries"].items())
    console.print(f"mentorship {findings['program']}, Python {findings['python']}, {libraries}")
    console.print(plain(f"Store: {findings['store']}"))
    for name, number in findings["counts"].items():
        console.print(f"  {name.replace('_', ' ')}: {number:,}")
    if findings["rules"]:
        console.print(f"Rules: {findings['rules']['id']} {findings['rules']['digest']}")
    for sentence in findings["wrong"]:
        console.print(plain(f"Wrong: {sentence}", style="red"))
    if not findings["wrong"]:
        console.print("Nothing is wrong.")
