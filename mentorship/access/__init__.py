"""Who may see what, and who may connect at all.

Begin with `viewers.py`: viewers, their roles, and how a role is found from an e-mail. `sign_ins.py` lists who is signed
in, and ends sign-ins; `connections.py` says which connections are answered, with sign-in and without. Who may open a
page stands in the page; everything in one table: `tests/access/who_sees_what.toml`.
"""

from mentorship.access.viewers import EVERYONE, Role, Viewer, require, viewers_of

__all__ = ["EVERYONE", "Role", "Viewer", "require", "viewers_of"]
