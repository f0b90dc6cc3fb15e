"""What follows from the rules: which sessions earn what, and who has reached which tier.

Begin with `assess.py`: the one engine. What it asks is in `questions/`, a file each: `judged.sql` what the rules object
to in a session, `counted_once.sql`, `capped.sql` the cap of an event, `reached.sql` the day of a tier. `sql/` holds the
steps that ask these of the sessions in scope. `rules.py` turns a policy into the small tables they join, `refresh.py`
keeps the result in the store, `outcomes.py` reads it back as types, `allocation.py` says which session paid for which
tier. In words: `explain.py` (a session), `proof.py` (why a tier not sooner), `tier_sentences.py` (where somebody is).
The ombudsman's decisions: `rulings.py`, `reading_choices.py`.
"""

from pathlib import Path

SQL = Path(__file__).parent / "sql"
QUESTIONS = Path(__file__).parent / "questions"
