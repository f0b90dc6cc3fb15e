"""What every answer is made of, whoever asks: reports, what-ifs, oversight, the packet, the command line.

Begin with `request.py`: who asks, under which rules, as of which day, over one state of the data. `report.py` says
what an answer is and runs the SQL behind it, `definitions.py` what words mean on every page (active, a year back),
`disclosure.py` what leadership may see of small numbers, `tables.py` writes rows as CSV and XLSX.
"""

from pathlib import Path

SQL = Path(__file__).parent / "sql"
