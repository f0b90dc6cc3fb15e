"""The same work in pandas, as a notebook would do it, with the numbers of `sketch.sql`."""

import numpy as np
import pandas as pd

from benchmarks.material import NEEDED_OF_PEOPLE, NEEDED_OF_SESSIONS
from benchmarks.process import Bench, Stopwatch, stopwatch

AS_OF = pd.Timestamp("2026-11-15")
BEGINS = pd.Timestamp("2014-05-01")
DATES = ["mentor_since", "mentor_until", "techniques_certified_on", "diplomate_certified_on"]
A, B, C = "2014-01-01", "2013-05-01", "2014-05-01"
TERMS = pd.DataFrame(
    [
        ("treatment", "A", "duration", 0, np.nan, False, A, "provider", False),
        ("small_group", "B", "duration", 0, np.nan, True, B, "mentor", False),
        ("large_group", "B", "duration", 0, np.nan, True, B, "mentor", False),
        ("study_group", "B", "fixed", 60, np.nan, True, B, "endorsement", False),
        ("clinical_application", "B", "duration", 0, 360, True, B, "endorsement", False),
        ("recording", "B", "fixed", 60, np.nan, True, B, "", True),
        ("conference", "B", "duration", 0, 360, True, B, "endorsement", False),
        ("precepting", "B", "per_day", 90, np.nan, True, B, "endorsement", False),
        ("intensive", "B", "per_day", 90, np.nan, True, B, "endorsement", False),
        ("csir_call", "B", "duration", 0, np.nan, True, B, "endorsement", False),
        ("one_to_one", "C", "duration", 0, np.nan, True, C, "mentor", False),
    ],
    columns=[
        "activity",
        "category",
        "basis",
        "each",
        "cap",
        "virtual_counts",
        "counts_from",
        "needs",
        "once_per_title",
    ],
).astype({"counts_from": "datetime64[us]"})
#: What each tier needs together with those before it: of A, of B, of C, in all.
NEEDS = {1: (360, 360, 360, 1440), 2: (1080, 360, 1080, 2880), 3: (1800, 360, 1800, 4320)}


def import_sessions(bench: Bench) -> Stopwatch:
    """The file as a frame in memory, its days parsed."""
    with stopwatch() as watch:
        pd.read_csv(bench.export("sessions"), parse_dates=["held_on"])
    return watch


def stored(bench: Bench) -> None:
    """The exports as pandas keeps them between two runs of a notebook."""
    sessions = pd.read_csv(bench.export("sessions"), parse_dates=["held_on"])
    sessions.to_parquet(bench.table("in_pandas_sessions"))
    pd.read_csv(bench.export("people"), parse_dates=DATES).to_parquet(bench.table("in_pandas_people"))


def assess(bench: Bench) -> Stopwatch:
    """From Parquet to Parquet, reading the columns it needs, and keeping what it found."""
    with stopwatch() as watch:
        earned, tiers = _assessed(*_tables(bench))
        earned.to_parquet(bench.result("in_pandas_earned", "parquet"))
        tiers.to_parquet(bench.result("in_pandas_tiers", "parquet"))
    by_category = earned[earned["credit"] > 0].groupby(["mentee", "category"])["credit"].sum().astype(int)
    by_category.rename("minutes").reset_index().to_csv(bench.result("in_pandas_credited"), index=False)
    tiers.to_csv(bench.result("in_pandas_tiers"), index=False)
    return watch


def assess_in_memory(bench: Bench) -> Stopwatch:
    """From frames in memory to frames in memory."""
    tables = _tables(bench)
    with stopwatch() as watch:
        _assessed(*tables)
    return watch


def _tables(bench: Bench) -> tuple[pd.DataFrame, pd.DataFrame]:
    sessions = pd.read_parquet(bench.table("in_pandas_sessions"), columns=list(NEEDED_OF_SESSIONS))
    return sessions, pd.read_parquet(bench.table("in_pandas_people"), columns=list(NEEDED_OF_PEOPLE))


def _assessed(sessions: pd.DataFrame, people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    earned = credited(sessions, people)
    return earned[["session_id", "mentee", "category", "held_on", "credit"]], tiers_reached(
        earned, sessions["mentee"].unique()
    )


def credited(sessions: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Sessions that count, each with the minutes it earns in `credit`."""
    once = _once(_allowed(sessions, people))
    once["credit"] = once["worth"]
    _cap_events(once)
    _pay_days_once(once)
    return once


def _allowed(sessions: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Sessions that no rule speaks against, and what each is worth."""
    it = sessions.merge(TERMS, on="activity")
    it = it.merge(people[["person", *DATES]].add_prefix("led_"), left_on="mentor", right_on="led_person", how="left")
    held, unknown, needs = it["held_on"], it["led_person"].isna(), it["needs"]
    mentor = unknown | ((it["led_mentor_since"] <= held) & ~(it["led_mentor_until"] < held))
    certified_on = it[["led_techniques_certified_on", "led_diplomate_certified_on"]].min(axis=1)
    counts = (
        (it["status"] == "completed")
        & (held >= it["counts_from"])
        & (held <= AS_OF)
        & ((it["modality"] == "in_person") | it["virtual_counts"])
        & ((needs != "mentor") | mentor)
        & ((needs != "provider") | unknown | (certified_on <= held))
        & ((needs != "endorsement") | (it["endorsed"] != "no"))
    )
    it = it[counts].copy()
    it["days"] = it["days"].fillna(1)
    it["event"] = it["event"].str.lower()
    it["worth"] = np.select(
        [it["basis"] == "duration", it["basis"] == "fixed"], [it["minutes"], it["each"]], it["each"] * it["days"]
    )
    return it


def _once(it: pd.DataFrame) -> pd.DataFrame:
    """Of records of one session, one."""
    titled = it["once_per_title"] & it["event"].notna()
    key = it[["mentee", "activity", "event"]].copy()
    key[["held_on", "mentor", "starts_at"]] = it[["held_on", "mentor", "starts_at"]].mask(titled)
    key["minutes"] = it["minutes"].mask(titled | it["starts_at"].notna())
    order = it.sort_values(["held_on", "worth", "session_id"], ascending=[True, False, True]).index
    return it.loc[~key.loc[order].duplicated().reindex(it.index)].copy()


def _cap_events(once: pd.DataFrame) -> None:
    """What earlier sessions of the same class or conference leave of its cap."""
    capped = once[once["cap"].notna()].sort_values(["held_on", "starts_at", "session_id"])
    earlier = capped.groupby(["mentee", "activity", "event"])["worth"].cumsum() - capped["worth"]
    once.loc[capped.index, "credit"] = np.minimum(capped["worth"], capped["cap"] - earlier).clip(lower=0)


def _pay_days_once(once: pd.DataFrame) -> None:
    """Work by the day earns once for each calendar day."""
    by_day = once[once["basis"] == "per_day"].sort_values(["held_on", "session_id"])
    named = by_day.loc[by_day.index.repeat(by_day["days"].astype(int)), ["mentee", "activity", "held_on"]]
    named["held_on"] += pd.to_timedelta(named.groupby(level=0).cumcount(), unit="D")
    first = ~named.duplicated()
    once.loc[by_day.index, "credit"] = 90 * first.groupby(level=0).sum()


def tiers_reached(earned: pd.DataFrame, mentees: np.ndarray) -> pd.DataFrame:
    """For each mentee and tier: the day its hours are complete, and the minutes it is short of."""
    by_day = earned.pivot_table(index=["mentee", "held_on"], columns="category", values="credit", aggfunc="sum")
    so_far = by_day.fillna(0).groupby(level="mentee").cumsum()
    so_far["whole"] = so_far.sum(axis=1)
    totals = so_far.groupby(level="mentee").last().reindex(mentees, fill_value=0)
    found = []
    for tier, need in NEEDS.items():
        met = so_far[(so_far >= need).all(axis=1)].reset_index("held_on")
        days = met.groupby(level="mentee")["held_on"].min().clip(lower=BEGINS)
        short = (np.array(need) - totals).clip(lower=0)
        least = np.maximum(short[["A", "B", "C"]].sum(axis=1), short["whole"])
        found.append(pd.DataFrame({"tier": tier, "hours_complete_on": days.reindex(mentees), "minutes_short": least}))
    tiers = pd.concat(found).rename_axis("mentee").reset_index()
    return tiers.astype({"minutes_short": int})
