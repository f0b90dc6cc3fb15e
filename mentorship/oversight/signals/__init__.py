"""What gives reason to ask: one question in SQL and one block of TOML for each signal, with its code as their name.

`definitions.py` reads the TOML, `find.py` runs the SQL over all that was held, `current.py` is what everybody asks. A
signal is a question to a person, never a finding about one. Whether a mentor's measure is outside what chance explains:
`oversight/verdicts.py`.
"""

from pathlib import Path

HERE = Path(__file__).parent
