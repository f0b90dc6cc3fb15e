"""A watched folder and a store, as a watcher sees them."""

from contextlib import contextmanager

from mentorship.intake.destinations import StoreDestination
from mentorship.intake.history import import_history
from mentorship.intake.importer import import_file
from mentorship.intake.limits import Limits
from mentorship.intake.options import ImportOptions
from mentorship.intake.watching import Watch
from mentorship.reports.session_exports import refused_files
from mentorship.store.connection import open_store
from tests.support.asking import request_to
from tests.support.stores import AS_OF

HEADINGS = "session_id,held_on,mentee,activity,modality,minutes,mentor"


FIRST = f"{HEADINGS}\nS1,2025-03-03,ada,one_to_one,virtual,60,mia\n"


SECOND = f"{HEADINGS}\nS2,2025-03-04,ben,one_to_one,virtual,90,mia\n"


NOT_UNDERSTOOD = "colour,shape\nred,round\n"


#: An attendance report: which activity it was only a person can say.
ASKS = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n" + (
    "Ada,ada@example.org,09/24/2020 11:35:16 AM,09/24/2020 12:35:16 PM,60,Yes\n"
)


class Scene:
    """A folder, a store, and a watcher that can be started anew."""

    def __init__(self, tmp_path, policy):
        self.folder = tmp_path / "arriving"
        self.folder.mkdir()
        self.path, self.policy, self.options = tmp_path / "store.duckdb", policy, ImportOptions()
        self.store = open_store(self.path)
        self.opened = 0
        self.start()

    def start(self, options=None, largest_mb=500):
        """A new watcher over a newly opened store, as after a restart."""
        self.store.close()
        self.store = open_store(self.path)
        self.options = options or self.options
        self.watch = Watch(self.folder, Limits(file_mb=largest_mb))

    def puts(self, name, text):
        (self.folder / name).write_text(text, "utf-8")

    @contextmanager
    def destination(self):
        self.opened += 1
        folder = str(self.watch.folder)
        yield StoreDestination(self.store, self.options, folder, self.bring_in)

    def bring_in(self, file, name):
        return import_file(self.store, file, self.policy, self.options, shown_as=name)

    def look(self):
        return self.watch.look(self.destination)

    def settle(self):
        """Two looks: what one saw, the other finds unchanged."""
        return [*self.look(), *self.look()]

    @property
    def imported(self):
        return sorted(each.file_name for each in import_history(self.store) if not each.undone_at)

    @property
    def refused(self):
        with request_to(self.store, self.policy, AS_OF) as request:
            rows = refused_files(request).rows
        return {row["file_name"]: row["message"] for row in rows}
