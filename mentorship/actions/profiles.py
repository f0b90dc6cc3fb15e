"""Save what a kind of export looks like, change it, rename it, delete it.

Profiles are files, so that they can be carried to another installation; who changed them is in the audit trail.
"""

from pathlib import Path

from mentorship.access import Viewer
from mentorship.actions.action import Action, acting
from mentorship.intake import profiles
from mentorship.intake.profiles import Profile
from mentorship.store.connection import Store


def save_profile(viewer: Viewer, store: Store, profile: Profile, folder: Path) -> Path:
    """Save a new profile; returns its file. Raises AccessError; ArgumentError for a name that is invalid or taken."""
    with acting(store, viewer, Action("save_profile", profile.name, "Saving a profile")):
        return profiles.save_profile(profile, folder)


def change_profile(viewer: Viewer, store: Store, name: str, text: str, folder: Path) -> None:
    """Replace the text of a saved profile. Raises AccessError, MappingError, ArgumentError; then the file stays."""
    with acting(store, viewer, Action("change_profile", name, "Changing a profile")):
        profiles.change_profile(name, text, folder)


def rename_profile(viewer: Viewer, store: Store, name: str, new: str, folder: Path) -> None:
    """Give a saved profile another name. Raises AccessError, ArgumentError."""
    with acting(store, viewer, Action("rename_profile", f"{name} to {new}", "Renaming a profile")):
        profiles.rename_profile(name, new, folder)


def delete_profile(viewer: Viewer, store: Store, name: str, folder: Path) -> None:
    """Delete a saved profile; what was imported with it stays. Raises AccessError, ArgumentError."""
    with acting(store, viewer, Action("delete_profile", name, "Deleting a profile")):
        profiles.delete_profile(name, folder)
