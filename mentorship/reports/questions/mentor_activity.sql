-- Who is mentoring, how much, how recently? Grain: one row per mentor. For the ombudsman, and a mentor's own row.
-- Mentoring is what a mentor leads (`$led_by_mentors`: groups and 1x1), since `$since`.
with
mentoring as (
    select d.*, s.rating, s.mentor_name
    from decision as d
    join session_fact as s using (import_no, row)
    where list_contains($led_by_mentors, d.activity) and d.outcome != 'planned' and d.mentor is not null
        and not list_has_any(d.rules, ['status.cancelled', 'status.no_show'])
        and (cast($since as date) is null or d.held_on >= $since)
),
activity as (
    select
        mentor,
        any_value(mentor_name) as name_as_read,
        count(distinct (held_on, import_no, row))::integer as sessions,
        count(distinct mentee)::integer as mentees,
        sum(recorded_minutes)::integer as recorded_minutes,
        sum(credited_minutes)::integer as credited_minutes,
        count(*) filter (outcome = 'refused')::integer as refused_sessions,
        count(*) filter (modality = 'virtual')::integer as virtual_sessions,
        count(*) filter (len(unverified) > 0)::integer as unverified_sessions,
        max(held_on) as last_session,
        count(rating)::integer as ratings,
        avg(rating) as mean_rating
    from mentoring
    group by mentor
),
contact as (
    select coalesce(a.person, c.mentor) as mentor, max(c.contacted_on) as last_contact, count(*)::integer as contacts
    from current_contact as c
    left join person_alias as a on a.alias = c.mentor_key
    group by all
),
everyone as (
    select mentor from activity
    union
    select person from person where mentor_since is not null
)
select
    e.mentor, coalesce(p.name, a.name_as_read, e.mentor) as name, p.country, p.mentor_since, p.mentor_until,
    p.person is null as is_unlisted,
    p.mentor_since is not null and p.mentor_since <= $as_of and coalesce(p.mentor_until >= $as_of, true) as is_certified,
    coalesce(a.sessions, 0) as sessions, coalesce(a.mentees, 0) as mentees,
    coalesce(a.recorded_minutes, 0) as recorded_minutes, coalesce(a.credited_minutes, 0) as credited_minutes,
    coalesce(a.refused_sessions, 0) as refused_sessions,
    a.refused_sessions / a.sessions as share_refused,
    a.virtual_sessions / a.sessions as share_virtual,
    coalesce(a.unverified_sessions, 0) as unverified_sessions,
    a.last_session, c.last_contact, coalesce(c.contacts, 0) as contacts,
    coalesce(a.ratings, 0) as ratings, a.mean_rating
from everyone as e
left join activity as a using (mentor)
left join person as p on p.person = e.mentor
left join contact as c using (mentor)
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and e.mentor = $viewer_person)
order by name, mentor;
