"""What tests of several rooms need.

Asking: `asking.py` requests by role, `who_sees_what.py` the table of who may see what. Records: `stores.py`,
`importing.py`, `sample_records.py`, `small_programme.py`, `programmes.py` (random ones). Judging: `oracle.py` the
rules in plain Python, `signal_oracle.py` the signals, `cases_runner.py` the cases of `tests/cases`, `mutants.py`
wrong handbooks. Running: `started.py`, `signed_in_app.py`, `cold_servers.py`, `browserless.py` the app as a server;
`forks.py` processes that are killed.
"""
