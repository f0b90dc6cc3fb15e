"""Mentoring sessions in, credit out.

>>> import mentorship
>>> assessment = mentorship.check("sessions.csv", people="people.csv")
>>> print(assessment["P-1051"].explain())
"""

from typing import Any

__all__ = ["check", "difference", "read_amendment", "rulebook"]


def rulebook(readings: str = "default", *amendments: Any) -> Any:
    """The rules of our handbook, read in a way (strict, default or generous), with amendments laid over them.

    Amendments are paths of TOML files, or `Amendment`s. Raises ReadingError, HandbookError."""
    from pathlib import Path

    from mentorship.policy.amendments import amend, read_amendment
    from mentorship.policy.loader import read_handbook
    from mentorship.policy.readings import read_as, reading_set

    rules = read_handbook()
    rules = read_as(rules, reading_set(rules, readings))
    for each in amendments:
        rules = amend(rules, read_amendment(Path(each)) if isinstance(each, (str, Path)) else each)
    return rules


def __getattr__(name: str) -> Any:
    """The rest is loaded when asked for, so that `import mentorship` costs nothing."""
    if name == "check":
        from mentorship.checking import check

        return check
    if name == "difference":
        from mentorship.policy.difference import difference

        return difference
    if name == "read_amendment":
        from mentorship.policy.amendments import read_amendment

        return read_amendment
    raise AttributeError(f"module 'mentorship' has no attribute {name!r}")
