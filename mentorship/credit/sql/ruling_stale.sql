-- Whose assessment does a ruling touch? They are assessed again.
-- reads: current_session, person_alias, ruling
-- makes: stale
insert into stale
select distinct s.mentee_key
from ruling as p
left join person_alias as k on k.alias = lower(p.person)
join current_session as s
    on (p.about = 'session' and s.mentee_key = p.mentee_key)
    or (p.about = 'event' and s.activity = p.activity and lower(s.event) = p.event)
    or (p.about = 'person' and (s.mentor = p.person or s.mentor_key in (
        select alias from person_alias as a where a.person = coalesce(k.person, p.person))))
where p.ruling_no = $ruling_no;
