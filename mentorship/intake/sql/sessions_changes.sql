-- What does import $import_no change among sessions, against the version before each of its rows? Grain: one row per
-- session that is new or unchanged, and one per column that differs. The version before is the next older one by
-- precedence, so the answer stays right when an import in between is undone.
-- reads: each, import, person, person_alias, session_fact
-- makes: changed

create or replace temp table changed as
with
mine as (
    select f.*, coalesce(f.session_id, f.content::varchar) as identity, i.precedence
    from session_fact as f
    join import as i using (import_no)
    where f.import_no = $import_no
),
others as (
    select f.*, coalesce(f.session_id, f.content::varchar) as identity, i.precedence, i.file_name
    from session_fact as f
    join import as i using (import_no)
    where f.import_no != $import_no
        and (f.mentee_key, coalesce(f.session_id, f.content::varchar)) in (select (mentee_key, identity) from mine)
),
compared as (
    select
        m.row, coalesce(p.name, m.mentee_name, m.mentee) as whose, m.held_on, m.activity, m.session_id,
        o.import_no as was_import, o.file_name as was_file, o.row as was_row,
        case when o.row is null then 'added' when o.content = m.content then 'unchanged' else 'replaced' end as change,
        case when change = 'replaced' then list_filter([
            {'column_name': 'mentee_name', 'was': o.mentee_name, 'is_now': m.mentee_name},
            {'column_name': 'held_on', 'was': o.held_on::varchar, 'is_now': m.held_on::varchar},
            {'column_name': 'activity', 'was': o.activity, 'is_now': m.activity},
            {'column_name': 'modality', 'was': o.modality, 'is_now': m.modality},
            {'column_name': 'minutes', 'was': o.minutes::varchar, 'is_now': m.minutes::varchar},
            {'column_name': 'starts_at', 'was': as_clock(o.starts_at), 'is_now': as_clock(m.starts_at)},
            -- Capitals in an id do not matter.
            {'column_name': 'mentor', 'was': case when o.mentor_key = m.mentor_key then m.mentor else o.mentor end,
                'is_now': m.mentor},
            {'column_name': 'mentor_name', 'was': o.mentor_name, 'is_now': m.mentor_name},
            {'column_name': 'event', 'was': o.event, 'is_now': m.event},
            {'column_name': 'days', 'was': o.days::varchar, 'is_now': m.days::varchar},
            {'column_name': 'attendees', 'was': o.attendees::varchar, 'is_now': m.attendees::varchar},
            {'column_name': 'status', 'was': o.status, 'is_now': m.status},
            {'column_name': 'endorsed', 'was': as_yes(o.endorsed), 'is_now': as_yes(m.endorsed)},
            {'column_name': 'reported_by', 'was': o.reported_by, 'is_now': m.reported_by},
            {'column_name': 'topic_course', 'was': o.topic_course, 'is_now': m.topic_course},
            {'column_name': 'goals', 'was': o.goals, 'is_now': m.goals},
            {'column_name': 'rating', 'was': o.rating::varchar, 'is_now': m.rating::varchar},
            {'column_name': 'fee', 'was': o.fee::varchar, 'is_now': m.fee::varchar},
            {'column_name': 'currency', 'was': o.currency, 'is_now': m.currency},
            {'column_name': 'notes', 'was': o.notes, 'is_now': m.notes}
        ], lambda each: each.was is distinct from each.is_now)
            else [{'column_name': null, 'was': null, 'is_now': null}] end as fields
    from mine as m
    asof left join others as o
        on o.identity = m.identity and o.mentee_key = m.mentee_key and o.occurrence = m.occurrence
        and o.precedence < m.precedence
    left join person_alias as a on a.alias = m.mentee_key
    left join person as p using (person)
)
select * exclude (fields), unnest(fields, recursive := true)
from compared;
