"""One family of errors, each a sentence a person can act on.

Every error names what was read, where, what was expected and what to do. The command line prints
`str(error)` and ends with status 2; a page shows `title` and `message`. None of them is a traceback.
"""


class MentorshipError(Exception):
    """The family. `title` is a few words for a heading, `message` the whole sentence."""

    title = "This could not be done"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class HandbookError(MentorshipError):
    """A handbook or an amendment that cannot be understood. Names file, key, what was read and expected."""

    title = "The rules cannot be read"

    def __init__(self, file: str, key: str | None, read: str | None, expected: str) -> None:
        where = f"{file}, {key}" if key else file
        found = f"read {read}, " if read is not None else ""
        super().__init__(f"{where}: {found}expected {expected}.")
        self.file, self.key, self.read, self.expected = file, key, read, expected


class ReadingError(MentorshipError):
    """A reading, or one of its values, that the handbook does not know."""

    title = "No such reading of the rules"


class FileError(MentorshipError):
    """A file that cannot be read at all (empty, not what its name says, locked, too large ...)."""

    title = "This file cannot be read"


class EncodingError(FileError):
    """A text file whose letters can be read in several ways. `asks`: a sentence on what cannot be told; `could`:
    encoding → a word of the file as it would read."""

    title = "This file needs an answer first"

    def __init__(self, asks: str, message: str, could: dict[str, str]) -> None:
        super().__init__(message)
        self.asks, self.could = asks, could


class MappingError(MentorshipError):
    """A file that can be read, but not understood: needed columns missing, a question left open. `missing` are columns
    of which one would answer it."""

    title = "This file needs an answer first"

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class StoreError(MentorshipError):
    """The store cannot be opened or written (in use, newer than the program, not a store)."""

    title = "The store cannot be used"


class StoreInUseError(StoreError):
    """Another program has the store open."""


class AccessError(MentorshipError):
    """The viewer's role may not see or do this."""

    title = "Not for this role"


class SettingError(MentorshipError):
    """A setting of this installation that does not exist, or contradicts another one."""

    title = "A setting cannot be used"


class ArgumentError(MentorshipError):
    """A value given on the command line or to a function that means nothing here."""

    title = "That does not fit"
