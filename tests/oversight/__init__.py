"""Statistics are checked against published examples, scipy, what must always hold, and simulated programmes."""

from hypothesis import settings

#: The same cases on every run, however slow the machine.
patiently = settings(deadline=None, derandomize=True)
