"""Where everything is kept: one DuckDB database, opened in one place.

Begin with `schema.sql`: every table, and which are facts and which follow from them. `connection.py` opens a store and
gives cursors, transactions and numbers; `upgrade.py` brings an older store to the newest version (`migrations/`);
`sql_files.py` runs the static SQL files of every room. `private_files.py` keeps the files to their owner, `identity.py`
tells one store from another.
"""
