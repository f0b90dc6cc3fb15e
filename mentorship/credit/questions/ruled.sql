-- Which sessions has the ombudsman ruled on? Grain: one row per session with a ruling: the one that is most about it,
-- and of several the latest.
-- makes: ruled
create or replace temp macro ruled(sessions, leaders, people, rulings) as table
with
on_leader as (
    select r.ruling_no, r.effect, r.valid_from, r.valid_until, coalesce(p.person, r.person) as mentor
    from query_table(rulings) as r
    left join query_table(people) as p on p.alias = lower(r.person)
    where r.about = 'person'
),
found as (
    select record_of(s.import_no, s.row) as record, r.ruling_no, r.about, r.effect, 3 as nearness
    from query_table(rulings) as r
    join query_table(sessions) as s
        on s.mentee_key = r.mentee_key and s.occurrence = r.occurrence
        and coalesce(s.session_id, s.content::varchar) = coalesce(r.session_id, r.content::varchar)
    where r.about = 'session'
    union all
    select record_of(s.import_no, s.row), r.ruling_no, r.about, r.effect, 2
    from query_table(rulings) as r
    join query_table(sessions) as s on s.activity = r.activity and lower(s.event) = r.event
    where r.about = 'event'
    union all
    select record_of(s.import_no, s.row), r.ruling_no, 'person', r.effect, 1
    from query_table(sessions) as s
    join query_table(leaders) as l using (mentor_key)
    join on_leader as r
        on r.mentor = l.mentor and s.held_on >= coalesce(r.valid_from, s.held_on)
        and s.held_on <= coalesce(r.valid_until, s.held_on)
)
select record, ruling_no, about, effect
from found
qualify row_number() over (partition by record order by nearness desc, ruling_no desc) = 1;
