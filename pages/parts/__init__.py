"""What pages share on screen.

The frame
    `gate.py` who is looking, one request per page run; `menu.py` which pages there are; `foot.py`, `failures.py`;
    `surroundings.py` paper and phones; `resources.py` the open store, and answers kept until the data change;
    `turns.py` whose page run is next.
Getting in
    `sign_in.py`, `sign_in_cookies.py`, `local_viewer.py` (without sign-in), `guard/` (before every request),
    `server.py`, `import_api.py`, `folder_watcher.py`.
Pieces of any page
    `notices.py` question, answer, messages, links; `arrival.py` brings into sight; `filters.py`, `searching.py`;
    `records.py`, `record_rows.py` tables; `pictures.py`; `downloads.py`; `provenance.py` the records behind a number;
    `reasons.py` who will read a reason.
Pieces of one page
    *My progress*: `requirement_bars.py`, `own_sessions.py`, `explanations.py`, `certainty.py`, `pace.py`, `paths.py`,
    `claims.py`, `packet.py`. *What if*: `what_if.py`, `goal.py`, `next_hours.py`, `plan_….py`, `scenarios.py`.
    *Session exports*: `upload.py`, `mapping_form.py`, `name_matching.py`, `saved_profiles.py`, `history.py`.
    *Who is who*: `merging.py`. *Rules in force*: `readings.py`, `rulings.py`. *Find a mentor*: `mentor_search.py`.
"""
