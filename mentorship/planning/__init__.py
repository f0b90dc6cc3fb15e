"""What if: planned sessions, other readings, other rules, other people merged, all judged by the one engine.

A mentee's next sessions
    Begin with `credit_what_if.py`: planned sessions in (`plan_lines.py` for an address), their effect out
    (`effect.py`). `next_hour.py` which hour helps most; `open_questions.py` and `reading_range.py` what depends on a
    reading.
A plan to a goal
    `plan.py` finds the least that completes a tier: `plan_situation.py` what is on record, `plan_offers.py` what may
    be planned, `plan_program.py` and `integer_program.py` the search, `plan_calendar.py` the days, `plan_record.py`
    the engine's verdict on it, `plan_answer.py` the words, `plan_files.py` calendar and table.
A change to the rules
    `simulate.py` over everybody; `rule_change.py` as a page asks it, `rule_change_link.py` as part of an address,
    `rule_scenarios.py` kept under a name. `overturned.py` past awards that other rules would overturn;
    `clarify_first.py` the open question most mentees depend on; `ruling_effect.py`, `merge_effect.py`.
The next twelve months
    `forecast.py` and `capacity.py`: the hours that will be needed.
"""

from pathlib import Path

SQL = Path(__file__).parent / "sql"
