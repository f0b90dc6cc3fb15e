"""Which profile a table fits."""

from collections.abc import Mapping

from mentorship.intake.detect_columns import columns_by_headings
from mentorship.intake.headings import heading_key
from mentorship.intake.mapping import needed_columns
from mentorship.intake.options import ImportOptions
from mentorship.intake.profiles import CANONICAL, Profile, all_profiles, exact_meanings, named, saved_files
from mentorship.intake.readers import RawTable
from mentorship.vocabulary import Kind

#: The columns by which a session says how long it was.
_LENGTHS = ({"minutes"}, {"hours"}, {"duration"}, {"starts_at", "ends_at"})


def choose_profile(
    table: RawTable, read: RawTable, options: ImportOptions, kind: Kind, places: dict[str, int]
) -> Profile | None:
    """The profile asked for, else the one that the headings fit, else one made of known words for our columns; None
    where our own headings are enough. `read` is the table without ignored headings."""
    if options.profile and options.profile != CANONICAL:
        return named(options.profile, options.profiles)
    fitting = asked_or_fitting(table, options)
    are_ours = {"held_on", "mentee"} <= places.keys()
    # Our own headings are read as they stand, unless a saved profile fits all of them.
    if fitting and (not are_ours or fitting.name in saved_files(options.profiles)):
        return fitting
    if _are_all_ours(kind, options, places):
        return None
    return _of_known_headings(read, options, kind, places)


def _are_all_ours(kind: Kind, options: ImportOptions, places: dict[str, int]) -> bool:
    """Whether our own headings say all that a table must say: then an extra column may be called anything."""
    said = {*places, *options.fill}
    needed = all(any(name in said for name in any_of) for any_of in needed_columns(kind, options))
    return needed and (kind is not Kind.SESSIONS or any(length <= said for length in _LENGTHS))


def _of_known_headings(read: RawTable, options: ImportOptions, kind: Kind, places: dict[str, int]) -> Profile | None:
    """None where known words say nothing that our own headings do not."""
    at = columns_by_headings(read, kind, options.renames.values())
    # Of the same heading twice only the first can be named.
    unique = {column: place for column, place in at.items()
              if read.headings.index(read.headings[place - 1]) == place - 1}  # fmt: skip
    columns = {column: (read.headings[place - 1],) for column, place in unique.items() if column not in options.fill}
    columns |= {column: (heading,) for column, heading in options.renames.items()}
    if columns.keys() <= places.keys():
        return None
    return Profile(name=CANONICAL, label="our columns, in other words", kind=kind, columns=columns)


def own_profile(table: RawTable, kind: Kind, places: Mapping[str, int]) -> Profile:
    """Our own headings as a profile, to which options can be added."""
    columns = {column: (table.headings[place - 1],) for column, place in places.items()}
    return Profile(name=CANONICAL, label="our own columns", kind=kind, columns=columns)


def with_options(profile: Profile, options: ImportOptions) -> Profile:
    """A profile with the headings and words of the person importing, which come before its own."""
    mapped = {heading_key(heading) for heading in options.renames.values()}
    columns = {
        column: tuple(heading for heading in headings if heading_key(heading) not in mapped)
        for column, headings in profile.columns.items()
    }
    columns |= {column: (heading,) for column, heading in options.renames.items()}
    told = {column: exact_meanings(words) for column, words in options.values.items()}
    values = {column: told.get(column, ()) + profile.values.get(column, ()) for column in {**told, **profile.values}}
    return profile.model_copy(update={"columns": columns, "values": values})


def asked_or_fitting(table: RawTable, options: ImportOptions) -> Profile | None:
    """The profile asked for by name, else the one whose headings the table has; of several the most demanding one."""
    if options.profile and options.profile != CANONICAL:
        return named(options.profile, options.profiles)
    if options.profile:
        return None
    keys = {heading_key(heading) for heading in table.headings}
    fitting = [each for each in all_profiles(options.profiles).values() if each.fits(keys)]
    found = max(fitting, key=lambda each: len(each.detect), default=None)
    return found if found and options.kind in (None, found.kind) else None
