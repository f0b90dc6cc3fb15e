"""The same work in Polars, as one lazy plan on all cores, with the numbers of `sketch.sql`."""

from datetime import date

import polars as pl

from benchmarks.in_pandas import NEEDS, TERMS
from benchmarks.material import NEEDED_OF_PEOPLE, NEEDED_OF_SESSIONS
from benchmarks.process import Bench, Stopwatch, stopwatch

AS_OF, BEGINS = date(2026, 11, 15), date(2014, 5, 1)
RECORD = ("held_on", "session_id")


def stored(bench: Bench) -> None:
    """The exports as Polars keeps them between two runs of a notebook."""
    for name in ("sessions", "people"):
        frame = pl.read_csv(bench.export(name), try_parse_dates=True, infer_schema_length=None)
        frame.write_parquet(bench.table(f"in_polars_{name}"))


def assess(bench: Bench) -> Stopwatch:
    """From Parquet to Parquet."""
    with stopwatch() as watch:
        earned, tiers = _assessed(*_tables(bench))
        earned.write_parquet(bench.result("in_polars_earned", "parquet"))
        tiers.write_parquet(bench.result("in_polars_tiers", "parquet"))
    by_category = earned.filter(pl.col("credit") > 0).group_by("mentee", "category").agg(minutes=pl.col("credit").sum())
    by_category.write_csv(bench.result("in_polars_credited"))
    tiers.write_csv(bench.result("in_polars_tiers"))
    return watch


def assess_in_memory(bench: Bench) -> Stopwatch:
    """From frames in memory to frames in memory."""
    tables = [table.collect().lazy() for table in _tables(bench)]
    with stopwatch() as watch:
        _assessed(*tables)
    return watch


def _tables(bench: Bench) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    sessions = pl.scan_parquet(bench.table("in_polars_sessions")).select(NEEDED_OF_SESSIONS)
    return sessions, pl.scan_parquet(bench.table("in_polars_people")).select(NEEDED_OF_PEOPLE)


def _assessed(sessions: pl.LazyFrame, people: pl.LazyFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    earned = credited(sessions, people).collect()
    mentees = sessions.select("mentee").unique().collect()
    return earned, tiers_reached(earned, mentees)


def credited(sessions: pl.LazyFrame, people: pl.LazyFrame) -> pl.LazyFrame:
    """Sessions that count, each with the minutes it earns in `credit`."""
    once = _once(_allowed(sessions, people))
    by_day = _days_paid(once)
    earlier = pl.col("worth").cum_sum().over("mentee", "activity", "event", order_by=CAPPED_ORDER) - pl.col("worth")
    capped = once.filter(pl.col("cap").is_not_null()).select(
        "session_id", in_cap=pl.min_horizontal("worth", pl.col("cap") - earlier).clip(0)
    )
    whole = once.join(capped, on="session_id", how="left").join(by_day, on="session_id", how="left")
    # What a class earned within its cap, or work by the day on new days, goes before what a session is worth by itself.
    return whole.select(
        "session_id", "mentee", "category", "held_on",
        credit=pl.coalesce("in_cap", "for_days", "worth").cast(pl.Int32),
    )  # fmt: skip


CAPPED_ORDER = ("held_on", "starts_at", "session_id")


def _allowed(sessions: pl.LazyFrame, people: pl.LazyFrame) -> pl.LazyFrame:
    """Sessions that no rule speaks against, and what each is worth."""
    led = people.rename({name: f"led_{name}" for name in NEEDED_OF_PEOPLE}).with_columns(is_in_data=True)
    it = sessions.filter(pl.col("status") == "completed", pl.col("held_on") <= AS_OF)
    it = it.join(pl.from_pandas(TERMS).lazy().with_columns(pl.col("counts_from").cast(pl.Date)), on="activity")
    it = it.join(led, left_on="mentor", right_on="led_person", how="left")
    held, needs, unknown = pl.col("held_on"), pl.col("needs"), pl.col("is_in_data").is_null()
    until = pl.col("led_mentor_until").is_null() | (held <= pl.col("led_mentor_until"))
    mentor = unknown | ((pl.col("led_mentor_since") <= held) & until)
    certified_on = pl.min_horizontal("led_techniques_certified_on", "led_diplomate_certified_on")
    days = pl.col("days").fill_null(1)
    return it.filter(
        held >= pl.col("counts_from"),
        (pl.col("modality") == "in_person") | pl.col("virtual_counts"),
        (needs != "mentor") | mentor,
        (needs != "provider") | unknown | (certified_on <= held),
        (needs != "endorsement") | pl.col("endorsed").ne_missing("no"),
    ).select(
        "session_id", "mentee", "activity", "held_on", "starts_at", "mentor", "minutes", "category", "basis", "cap",
        "once_per_title", days=days, event=pl.col("event").str.to_lowercase(),
        worth=pl.when(pl.col("basis") == "duration").then("minutes")
        .when(pl.col("basis") == "fixed").then("each").otherwise(pl.col("each") * days),
    )  # fmt: skip


def _once(it: pl.LazyFrame) -> pl.LazyFrame:
    """Of records of one session, one."""
    titled = pl.col("once_per_title") & pl.col("event").is_not_null()
    key = pl.struct(
        "mentee", "activity", "event",
        *(pl.when(~titled).then(name).alias(name) for name in ("held_on", "mentor", "starts_at")),
        pl.when(~titled & pl.col("starts_at").is_null()).then("minutes").alias("minutes"),
    ).hash()  # fmt: skip
    keyed = it.with_columns(key=key)
    again = keyed.filter(pl.len().over("key") > 1)
    refused = again.filter(
        pl.struct("held_on", -pl.col("worth"), "session_id").rank("ordinal").over("key") > 1
    ).select("session_id")  # fmt: skip
    return keyed.join(refused, on="session_id", how="anti")


def _days_paid(once: pl.LazyFrame) -> pl.LazyFrame:
    """Work by the day earns once for each calendar day."""
    by_day = once.filter(pl.col("basis") == "per_day").sort(RECORD)
    named = by_day.select(
        "session_id", "mentee", "activity", "held_on", nth=pl.int_ranges(0, pl.col("days"))
    ).explode("nth")  # fmt: skip
    day = pl.col("held_on").dt.offset_by(pl.format("{}d", "nth"))
    first = named.with_columns(day=day).unique(["mentee", "activity", "day"], keep="first", maintain_order=True)
    paid = first.group_by("session_id").agg(for_days=90 * pl.len().cast(pl.Int64))
    return (
        by_day.select("session_id")
        .join(paid, on="session_id", how="left")
        .with_columns(pl.col("for_days").fill_null(0))
    )


def tiers_reached(earned: pl.DataFrame, mentees: pl.DataFrame) -> pl.DataFrame:
    """For each mentee and tier: the day its hours are complete, and the minutes it is short of."""
    parts = [pl.col("credit").filter(pl.col("category") == name).sum().alias(name) for name in "ABC"]
    by_day = earned.lazy().group_by("mentee", "held_on").agg(parts).sort("mentee", "held_on")
    so_far = by_day.with_columns(pl.col("A", "B", "C").cum_sum().over("mentee")).with_columns(
        whole=pl.col("A") + pl.col("B") + pl.col("C")
    )
    so_far = so_far.collect().lazy()
    last = so_far.group_by("mentee").agg(pl.col("A", "B", "C", "whole").max())
    totals = mentees.lazy().join(last, on="mentee", how="left").fill_null(0)
    return pl.concat(pl.collect_all([_tier(so_far, totals, tier, need) for tier, need in NEEDS.items()]))


def _tier(so_far: pl.LazyFrame, totals: pl.LazyFrame, tier: int, need: tuple[int, ...]) -> pl.LazyFrame:
    columns = ("A", "B", "C", "whole")
    met = so_far.filter(pl.col(name) >= least for name, least in zip(columns, need, strict=True))
    days = met.group_by("mentee").agg(hours_complete_on=pl.max_horizontal(pl.col("held_on").min(), pl.lit(BEGINS)))
    short = {name: (least - pl.col(name)).clip(0) for name, least in zip(columns, need, strict=True)}
    least = pl.max_horizontal(short["A"] + short["B"] + short["C"], short["whole"])
    return totals.join(days, on="mentee", how="left").select(
        "mentee", tier=pl.lit(tier), hours_complete_on="hours_complete_on", minutes_short=least.cast(pl.Int32)
    )
