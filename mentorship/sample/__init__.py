"""An invented programme as exports: the same bytes from the same seed, with planted stories (data/README.md).

Begin with `stories.py`: who is there to be found; `stories_of_….py` by whom they are about. `people.py`, `sessions.py`
and `paces.py` make everybody else, `export.py` writes the files.
"""
