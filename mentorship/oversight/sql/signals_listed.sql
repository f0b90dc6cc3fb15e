-- Which signals are there? Grain: one row per signal; sessions by day, file and row. For the ombudsman.
-- reads: decision, found_signal, import
with
numbered as (
    select *, row_number() over () as signal_no from found_signal where $viewer_role = 'ombudsman'
),
placed as (
    select
        n.signal_no,
        list({'import_no': n.import_no, 'row': n.row, 'file': i.file_name} order by d.held_on, i.file_name, n.row) as sessions
    from (select signal_no, unnest(sessions, recursive := true) from numbered) as n
    join import as i on i.import_no = n.import_no
    join decision as d on d.import_no = n.import_no and d.row = n.row
    group by n.signal_no
)
select n.signal, n.mentor, n.mentee, coalesce(p.sessions, []) as sessions, n.since, n.minutes_at_stake, n.said, n.facts
from numbered as n
left join placed as p using (signal_no);
