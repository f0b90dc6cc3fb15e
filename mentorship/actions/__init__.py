"""The only door for writing: what people do, each in a function that takes the viewer and checks the role.

Begin with `action.py`: an action is one transaction that also records who did what, when and why in the audit trail.
The other modules are named after what they change. Pages and commands change nothing except through this room; a test
and an import contract hold them to it.
"""

from pathlib import Path

SQL = Path(__file__).parent / "sql"
