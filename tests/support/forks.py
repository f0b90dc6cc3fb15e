"""A program that imports in forks of itself, to be killed: `python -m tests.support.forks`.

Starting Python and reading the rulebook take longer than an import of some thousand rows. Here it is done once; then,
for each line `STORE FILE` on standard input, a fork takes the file into the store. On standard output it says its
process id and each stage as it comes to it. After another line it is waited for, and its exit status said: until then
its id belongs to nobody else, even if it has ended.
"""

import os
import sys
from pathlib import Path

from mentorship.intake.detect import heading_score
from mentorship.intake.importer import import_file
from mentorship.intake.options import ImportOptions
from mentorship.policy.loader import read_handbook
from mentorship.store.connection import open_store


def say(*words: object) -> None:
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main() -> None:
    policy = read_handbook()
    heading_score(ImportOptions())([])  # loads the modules and the known headings
    for line in sys.stdin:
        path, file = map(Path, line.split())
        child = os.fork()
        if child == 0:
            say("pid", os.getpid())
            store = open_store(path)
            import_file(store, file, policy, progress=lambda stage, _: say(stage.split()[0]))
            store.close()
            say("Closed")
            os._exit(0)
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        say("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
