-- Whose sessions are judged? One mentee's up to now, and the planned ones as if they had been held.
-- Empty for a viewer who may not look at this mentee.
-- reads: current_session, person_alias
-- makes: scope_session, session_in_scope
create or replace temp table session_in_scope as
with
own as (
    select * replace (case when status = 'scheduled' then 'completed' else status end as status)
    from current_session
    where mentee_key in (
            select alias from person_alias where person = $mentee
            union all
            select lower($mentee)
        )
        and ($count_scheduled or (held_on <= $as_of and status != 'scheduled'))
),
plan as (
    select unnest(from_json($planned, '[{
        "row": "integer", "activity": "varchar", "modality": "varchar", "held_on": "date", "minutes": "integer",
        "days": "integer"}]'), recursive := true)
),
planned as (
    select
        0 as import_no, row, $mentee as mentee, lower($mentee) as mentee_key, activity, modality, held_on, minutes, days,
        -- Each planned session is one of its own: it starts when no other does, and is an event of its own.
        row as starts_at, 'plan ' || row as event, 'completed' as status, 1 as occurrence
    from plan
)
select * from own
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and $viewer_person = $mentee)
union all by name
select * from planned
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentee' and $viewer_person = $mentee);

create or replace temp view scope_session as
select * from session_in_scope;
