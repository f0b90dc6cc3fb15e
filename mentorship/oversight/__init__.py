"""Is mentoring consistent, beyond chance? Measures, signals and cases for the ombudsman.

Begin with `measures.toml` (what is measured of each mentor) and `signals/` (what is asked about). `statistics.py` puts
a measure together from counts, `measures.py` asks the data; `casework.py` follows each question to its end.
"""

from pathlib import Path

HERE = Path(__file__).parent
SQL = HERE / "sql"
