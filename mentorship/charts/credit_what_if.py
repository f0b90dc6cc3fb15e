"""Now and with the plan: two bars per tier, in the colours of the categories."""

from typing import Any

import plotly.graph_objects as go

from mentorship.charts.my_progress import my_progress
from mentorship.charts.palette import Look

Rows = list[dict[str, Any]]


def credit_what_if(now: Rows, planned: Rows, look: Look) -> go.Figure:
    """Rows as for `my_progress`, of the record as it is and of the record with the plan."""
    tiers = list(dict.fromkeys(row["tier"] for row in planned))
    rows: Rows = []
    for tier in tiers:
        for when, some in (("now", now), ("planned", planned)):
            rows += [{**row, "tier": f"{tier}, {when}"} for row in some if row["tier"] == tier]
    return my_progress(rows, look)
