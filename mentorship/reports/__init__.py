"""What pages ask: one function per question, the request first; the SQL behind each is in `questions/`.

Begin with a page you know and open the report of its name; what only *My progress* shows is in `my_….py`. Every report
decides in SQL, by the viewer, which rows there are. `provenance.py` leads from a number to the records behind it.
"""

from pathlib import Path

QUESTIONS = Path(__file__).parent / "questions"
