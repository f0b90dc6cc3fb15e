-- How many sessions on record would a ruling be about? One number.
-- reads: current_session, person_alias
select count(*)
from current_session as s
left join person_alias as a on a.alias = s.mentor_key
where ($about = 'session' and s.import_no = $import_no and s.row = $row)
    or ($about = 'event' and s.activity = $activity and lower(s.event) = $event)
    or ($about = 'person' and $person in (a.person, s.mentor, s.mentor_key)
        and s.held_on >= coalesce(cast($valid_from as date), s.held_on)
        and s.held_on <= coalesce(cast($valid_until as date), s.held_on));
