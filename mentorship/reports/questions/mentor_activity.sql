-- Who is mentoring, how much, how recently? Grain: one row per mentor, as of `$until`. For the ombudsman, and a mentor's own.
-- Counted are the sessions a mentor led, later than `$after` and up to `$until`; `monthly` has the last `$strip` months of
-- them, whatever the period, the oldest first.
-- reads: current_contact, led_session, person, person_alias, session_fact, session_rating
with
led as (
    select d.mentor, d.mentee, d.held_on, d.activity, d.modality, d.recorded_minutes, d.credited_minutes, d.outcome,
        d.rules, d.unverified, d.import_no, d.row
    from led_session as d
    where d.held_on <= $until
        and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and d.mentor = $viewer_person))
),
kind as (
    select mentor, map_from_entries(list((activity, sessions))) as kinds
    from (select mentor, activity, count(*)::integer as sessions from led where held_on > $after group by all)
    group by mentor
),
activity as (
    select
        d.mentor,
        any_value(s.mentor_name) as name_as_read,
        count(*)::integer as sessions,
        sum(d.recorded_minutes)::integer as recorded_minutes,
        sum(d.credited_minutes)::integer as credited_minutes,
        count(*) filter (d.outcome = 'refused')::integer as refused_sessions,
        count(*) filter (d.modality = 'virtual')::integer as virtual_sessions,
        count(*) filter (len(d.unverified) > 0)::integer as unverified_sessions,
        count(*) filter (d.outcome = 'refused' and list_contains(d.rules, 'standing.mentor_not_certified'))::integer
            as uncertified_sessions,
        count(t.rating)::integer as ratings,
        avg(t.rating) as mean_rating
    from led as d
    join session_fact as s on s.import_no = d.import_no and s.row = d.row
    left join session_rating as t on t.import_no = d.import_no and t.row = d.row
    where d.held_on > $after
    group by d.mentor
),
pair as (
    select mentor, mentee, min(held_on) as first_held_on, max(held_on) as last_held_on
    from led
    group by mentor, mentee
),
people as (
    select
        mentor,
        count(*) filter (last_held_on > $after)::integer as mentees,
        count(*) filter (first_held_on > $after)::integer as new_mentees,
        max(last_held_on) as last_session, min(first_held_on) as first_session
    from pair
    group by mentor
),
month as (
    select unnest(generate_series(
        date_trunc('month', cast($until as date)) - to_months($strip::integer - 1), date_trunc('month', cast($until as date)),
        interval 1 month))::date as month
),
counted as (
    select mentor, date_trunc('month', held_on)::date as month, count(*)::integer as sessions
    from led
    where held_on >= (select min(month) from month)
    group by all
),
strip as (
    select e.mentor, list(coalesce(c.sessions, 0) order by m.month) as monthly
    from (select mentor from people) as e
    cross join month as m
    left join counted as c on c.mentor = e.mentor and c.month = m.month
    group by e.mentor
),
contact as (
    select coalesce(a.person, c.mentor) as mentor, max(c.contacted_on) as last_contact, count(*)::integer as contacts
    from current_contact as c
    left join person_alias as a on a.alias = c.mentor_key
    where c.contacted_on <= $until
    group by all
),
everyone as (
    select mentor from people
    union
    select person from person where mentor_since is not null
)
select
    e.mentor, coalesce(p.name, a.name_as_read, e.mentor) as name, p.country, p.mentor_since, p.mentor_until,
    p.person is null as is_unlisted,
    p.mentor_since is not null and p.mentor_since <= $until and coalesce(p.mentor_until >= $until, true) as is_certified,
    coalesce(a.sessions, 0) as sessions, coalesce(o.mentees, 0) as mentees,
    coalesce(o.new_mentees, 0) as new_mentees, coalesce(o.mentees - o.new_mentees, 0) as returning_mentees,
    coalesce(a.recorded_minutes, 0) as recorded_minutes, coalesce(a.credited_minutes, 0) as credited_minutes,
    coalesce(a.refused_sessions, 0) as refused_sessions,
    a.refused_sessions / a.sessions as share_refused,
    a.virtual_sessions / a.sessions as share_virtual,
    coalesce(a.unverified_sessions, 0) as unverified_sessions,
    coalesce(a.uncertified_sessions, 0) as uncertified_sessions,
    k.kinds, coalesce(s.monthly, list_resize([]::integer[], $strip::integer, 0)) as monthly,
    o.first_session, o.last_session, c.last_contact, coalesce(c.contacts, 0) as contacts,
    coalesce(a.ratings, 0) as ratings, a.mean_rating
from everyone as e
left join activity as a using (mentor)
left join people as o using (mentor)
left join kind as k using (mentor)
left join strip as s using (mentor)
left join person as p on p.person = e.mentor
left join contact as c using (mentor)
where $viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and e.mentor = $viewer_person)
order by name, mentor;
