-- What do sessions earn, and by which rules? Grain: one row per session.
-- makes: verdicts
create or replace temp macro verdicts(judged, repeated) as table
with
per_day as materialized (from per_day(judged, repeated)),
capped as (from capped(judged, repeated, 'per_day'))
from verdict(judged, repeated, 'per_day', 'capped');
