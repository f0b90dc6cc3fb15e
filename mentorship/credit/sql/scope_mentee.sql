-- Whose sessions are judged? One mentee's, however the sessions name this person.
-- reads: current_session, person_alias
-- makes: scope_session, session_in_scope
create or replace temp table session_in_scope as
select
    s.import_no, s.row, s.session_id, s.content, s.mentee, s.mentee_key, s.mentee_name, s.mentor, s.mentor_key, s.mentor_name,
    s.activity, s.modality, s.held_on, s.minutes, s.starts_at, s.event, s.days, s.attendees, s.status, s.endorsed,
    s.occurrence
from current_session as s
where mentee_key in (
    select alias from person_alias where person = $mentee
    union all
    select lower($mentee)
);

create or replace temp view scope_session as
select * from session_in_scope;
