"""What follows from the rules: which sessions earn what, and who has reached which tier.

Begin with `assess.py`: the one engine, a row of SQL files in `sql/`, from the sessions in scope to decisions, tiers and
shortfalls. `rules.py` turns a policy into the small tables it joins, `refresh.py` keeps its result in the store,
`outcomes.py` reads it back as types, `allocation.py` says which session paid for which tier. In words: `explain.py` (a
session), `proof.py` (why not sooner), `tier_sentences.py` (where somebody is). The ombudsman's decisions:
`rulings.py`, `reading_choices.py`.
"""

from pathlib import Path

SQL = Path(__file__).parent / "sql"
