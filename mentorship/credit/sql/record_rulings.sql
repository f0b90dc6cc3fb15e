-- Which rulings may be about some sessions? Grain: one row per ruling. All those on a person: few, and by any name.
-- reads: current_ruling
select
    ruling_no, about, effect, session_id, mentee_key, content::varchar as content, occurrence, activity, event, person,
    valid_from, valid_until, author, ruled_on, reason
from current_ruling
where (about = 'session' and mentee_key in (select unnest($names)))
    or (about = 'event' and event in (select unnest($events)))
    or about = 'person';
