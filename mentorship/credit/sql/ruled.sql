-- Which sessions has the ombudsman ruled on? Grain: one row per session with a ruling: the one that is most about it.
create or replace temp table ruled as
with
found as (
    select s.import_no, s.row, p.precedent_no, p.about, p.ruling, 3 as nearness
    from current_precedent as p
    join scope_session as s
        on s.mentee_key = p.mentee_key and s.occurrence = p.occurrence
        and coalesce(s.session_id, s.content::varchar) = coalesce(p.session_id, p.content::varchar)
    where p.about = 'session'
    union all
    select s.import_no, s.row, p.precedent_no, p.about, p.ruling, 2
    from current_precedent as p
    join case_session as s on s.activity = p.activity and s.event = p.event
    where p.about = 'event'
    union all
    select s.import_no, s.row, p.precedent_no, p.about, p.ruling, 1
    from current_precedent as p
    left join person_alias as a on a.alias = lower(p.person)
    join case_session as s
        on s.mentor = coalesce(a.person, p.person) and s.held_on >= coalesce(p.valid_from, s.held_on)
        and s.held_on <= coalesce(p.valid_until, s.held_on)
    where p.about = 'person'
)
select * exclude (nearness)
from found
qualify row_number() over (partition by import_no, row order by nearness desc, precedent_no desc) = 1;
