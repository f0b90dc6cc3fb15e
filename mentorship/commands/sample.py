"""`mentorship sample`: invented exports with planted stories."""

from pathlib import Path
from typing import Annotated

import typer

from mentorship.sample.export import write_sample


def sample(
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")],
    sessions: Annotated[int, typer.Option("--sessions", min=1, help="About how many sessions.")] = 4600,
    mentees: Annotated[int, typer.Option("--mentees", min=20, help="About how many mentees.")] = 180,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
) -> int:
    """Write invented exports: sessions.csv, people.csv, contacts.csv, and a few appointments from another source."""
    written = write_sample(out, sessions, mentees, seed)
    print(f"Wrote {written} sessions of some {mentees} mentees, with people and contacts, to {out}.")
    return 0
