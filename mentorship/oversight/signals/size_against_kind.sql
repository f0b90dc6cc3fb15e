-- Which sessions have a head-count that does not fit their kind? Grain: one row per mentor, day, kind, time and head-count.
-- `$sizes` says how many people take part in each kind, by date.
-- reads: held_session
-- makes: raised
insert into raised
with
size as (
    select unnest(from_json($sizes, '[{
        "activity": "varchar", "valid_from": "date", "valid_until": "date", "least": "integer", "most": "integer"
    }]'), recursive := true)
)
select
    'size_against_kind', h.mentor, case when count(distinct h.mentee) = 1 then any_value(h.mentee) end,
    list({'import_no': h.import_no, 'row': h.row} order by h.held_on, h.import_no, h.row), h.held_on,
    sum(h.credited_minutes)::integer,
    json_object('day', h.held_on, 'activity', h.activity, 'people', h.attendees)
from held_session as h
join size as z on z.activity = h.activity and z.valid_from <= h.held_on and h.held_on < z.valid_until
where h.is_led and not h.is_further and h.mentor is not null and (h.attendees < z.least or h.attendees > z.most)
group by h.mentor, h.held_on, h.activity, h.starts_at, h.attendees;
