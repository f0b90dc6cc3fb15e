"""Exports coming in. Begin with `importer.py`: it detects, reshapes, parses and stores, in this order.

Reading a file
    `readers.py` any format as raw tables (`delimited.py` CSV, `encodings.py` and `garbled.py` its letters,
    `workbooks.py`, `records.py` JSON and Parquet), `archives.py` ZIP, `limits.py` how large a file may be, `loading.py`
    the rows into DuckDB.
Detect: what the headings mean
    `detect.py` headings row, kind, profile; `mapping.py` which cell is which column; `headings.py` known and similar
    headings; `profiles.py` and `profiles/` kinds of exports; `columns.toml` our columns; `options.py` what the person
    importing said.
Reshape
    `transform.py` columns worked out from several cells or by words; `attendance.py` reports of meetings.
Parse
    `parsing.py`, `sql/parse_macros.sql` one cell, `sql/*_parse.sql` one row; `problems.toml` what can be wrong;
    `name_matching.py` a name becomes a person.
Store
    `storing.py` an import, its facts and problems; `results.py` what came of it.
Before and after
    `preview.py`, `undo.py`, `history.py`, `changes.py`, `corrections.py` (rows to fix, out and back),
    `merging.py` (merge and split people).
By itself
    `watching.py` a folder, `destinations.py` where its files go.
"""
