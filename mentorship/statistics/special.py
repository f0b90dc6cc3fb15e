"""Functions of `scipy.special`, loaded when the first of them is asked for: that takes a third of a second, for which
the first page and most commands would wait in vain."""

from typing import Any


def __getattr__(name: str) -> Any:
    from scipy import special

    return getattr(special, name)
