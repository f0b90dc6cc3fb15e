-- Whose sessions are judged? One mentee's, however the sessions name this person.
create or replace temp table scope_session as
select *
from current_session
where mentee_key in (
    select alias from person_alias where person = $mentee
    union all
    select lower($mentee)
);
