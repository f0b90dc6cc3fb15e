-- Who was in the meeting, from when, and for how long? Re-joins add up, overlaps count once, the host is left out.
-- Grain: one row per person; somebody without e-mail and name is a row alone. A row of `raw` is the report's own cells;
-- afterwards it has the columns of `mapping.GATHERED` behind them. `$at_…` is a column's place in the report.
-- makes: gathered, raw

create or replace temp table gathered as
with
entry as (
    select
        row, cells,
        cell_text(cells[$at_mentee], null) as mentee,
        cell_text(cells[$at_mentee_name], null) as mentee_name,
        cell_text(cells[$at_starts_at], null) as t_begin,
        cell_text(cells[$at_ends_at], null) as t_end,
        cell_text(cells[$at_minutes], null) as t_minutes,
        case when regexp_full_match(t_minutes, '\d{1,5}') then t_minutes::integer end as minutes,
        coalesce('id ' || lower(mentee), 'name ' || name_key(mentee_name), 'row ' || row) as who
    from raw
),
read as (
    select
        *,
        day_of(t_begin, $dates) as begin_day, typed_clock_of(t_begin, $midnights) as begin_clock,
        day_of(t_end, $dates) as end_day, typed_clock_of(t_end, $midnights) as end_clock
    from entry
    where who not in ('id ' || lower(trim($host)), 'name ' || name_key($host))
        and coalesce(name_key(mentee_name) != name_key(nullif($host_name, '')), true)
),
-- Where zones are known, in UTC: a stay is as long as it was, even if the clocks changed meanwhile.
moments as (
    select
        *,
        case when $time_zone is not null then moment_of(begin_day, begin_clock, t_begin, $written_in) end as utc_begin,
        case when $time_zone is not null then moment_of(end_day, end_clock, t_end, $written_in) end as utc_end
    from read
),
timed as (
    select
        *,
        utc_begin is not null and utc_end is not null as is_utc,
        to_seconds(seconds_of(t_begin))
            + case when is_utc then utc_begin else begin_day::timestamp + to_minutes(begin_clock) end as begin,
        to_seconds(seconds_of(t_end)) + case when is_utc then utc_end else end_day::timestamp + to_minutes(end_clock) end as end_
    from moments
),
person as (
    select
        who, min(row) as row, list(cells order by row) as all_cells,
        arg_min_null(mentee, row) as mentee,
        arg_min_null(mentee_name, row) as mentee_name,
        arg_min_null(t_begin, row) as first_begin,
        -- Where the first row has neither times nor minutes, what it says of them is shown as a problem.
        case when arg_min(minutes is not null or coalesce(begin <= end_, false), row)
            then coalesce(sum(minutes), 0)::varchar else arg_min_null(t_minutes, row) end as minutes
    from timed
    group by who
),
overlap as (
    select
        who, begin, end_, is_utc,
        max(end_) over (partition by who order by begin, end_ rows between unbounded preceding and 1 preceding) as until
    from timed
    where begin <= end_
),
stay as (
    select
        who,
        arg_min(case when is_utc then local_time(begin, $time_zone) else begin end, begin) as begin,
        sum(greatest(0, date_diff('second', greatest(begin, coalesce(until, begin)), end_))) as seconds
    from overlap
    group by who
)
select
    p.row,
    list_transform(
        range(1, $width + 1),
        lambda place: array_to_string(
            list_filter(list_transform(p.all_cells, lambda each: each[place]), lambda cell: cell != ''), chr(10))
    ) || list_transform(
        [
            p.mentee, p.mentee_name,
            coalesce(strftime(s.begin, '%Y-%m-%d'), p.first_begin, $held_on),
            coalesce(strftime(s.begin, '%H:%M'), p.first_begin),
            coalesce(round_even(s.seconds / 60, 0)::integer::varchar, p.minutes),
            count(*) over ()::varchar,
            $meeting
        ], lambda cell: coalesce(cell, '')
    ) as cells
from person as p
left join stay as s using (who)
order by p.row;

create or replace temp view raw as
select row, cells from gathered;
