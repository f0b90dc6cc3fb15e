-- What is counted of each mentor, and out of what? Grain: one row per mentor who led or was to lead a session from $since
-- on, or was certified then. For the ombudsman. What each column means stands in measures.toml.
-- reads: further_record, import, led_session, missed_session, person, session_fact, session_rating
with
led as (
    select mentor, mentee, held_on, import_no, row, credited_minutes, len(unverified) > 0 as is_unverified
    from led_session
    where held_on <= $as_of
),
in_period as (
    select * from led where held_on >= $since
),
-- Files whose sessions could have goals.
goals_file as (
    select import_no
    from import
    where json_exists(settings, '$.places.goals') or json_exists(settings, '$.fill.goals')
    union
    -- Imports of early stores do not say which columns their file had.
    select distinct s.import_no
    from session_fact as s
    semi join (select import_no from import where not coalesce(json_exists(settings, '$.places'), false)) using (import_no)
    where s.goals is not null
),
-- What a further record of the same session says, where the one that counts says nothing.
said_elsewhere as (
    select
        f.of_import as import_no, f.of_row as row,
        bool_or(s.goals is not null) as has_goals, bool_or(g.import_no is not null) as asks_for_goals
    from further_record as f
    join session_fact as s on s.import_no = f.import_no and s.row = f.row
    left join goals_file as g on g.import_no = f.import_no
    group by all
),
described as (
    select
        p.mentor, p.credited_minutes, p.is_unverified,
        t.rating,
        s.goals is not null or coalesce(e.has_goals, false) as has_goals,
        g.import_no is not null or coalesce(e.asks_for_goals, false) as asks_for_goals
    from in_period as p
    join session_fact as s on s.import_no = p.import_no and s.row = p.row
    left join goals_file as g on g.import_no = p.import_no
    left join said_elsewhere as e on e.import_no = p.import_no and e.row = p.row
    left join session_rating as t on t.import_no = p.import_no and t.row = p.row
),
counted as (
    select
        mentor,
        count(*) as sessions,
        count(*) filter (credited_minutes = 0) as refused,
        count(*) filter (is_unverified) as unverified,
        count(*) filter (has_goals) as with_goals,
        count(*) filter (asks_for_goals) as asked_for_goals,
        count(rating) as ratings, sum(rating) as rating_total, sum(rating * rating) as rating_squares
    from described
    group by mentor
),
missed as (
    select mentor, count(*) as missed
    from missed_session
    where held_on >= $since and held_on <= $as_of
    group by mentor
),
pair as (
    select mentor, mentee, min(held_on) as first_held_on, count(*) as sessions
    from led
    group by mentor, mentee
),
relationship as (
    select mentor, count(*) as relationships, count(*) filter (sessions = 1) as ended_after_one
    from pair
    where first_held_on >= $since and first_held_on <= cast($as_of as date) - $early_days::integer
    group by mentor
),
began as (
    select mentor, min(first_held_on) as first_held_on from pair group by mentor
),
certified as (
    select person as mentor
    from person
    where mentor_since <= $as_of and coalesce(mentor_until, $as_of) >= $since
),
everyone as (
    select mentor from counted
    union
    select mentor from missed
    union
    select mentor from certified
)
select
    e.mentor,
    coalesce(c.sessions, 0) as sessions,
    coalesce(c.refused, 0) as refused,
    coalesce(c.unverified, 0) as unverified,
    coalesce(m.missed, 0) as missed,
    coalesce(c.sessions, 0) + coalesce(m.missed, 0) as booked,
    coalesce(r.relationships, 0) as relationships,
    coalesce(r.ended_after_one, 0) as ended_after_one,
    coalesce(c.with_goals, 0) as with_goals,
    coalesce(c.asked_for_goals, 0) as asked_for_goals,
    coalesce(c.ratings, 0) as ratings,
    coalesce(c.rating_total, 0)::double as rating_total,
    coalesce(c.rating_squares, 0)::double as rating_squares,
    -- From the later of two days to the earlier of two, as dates are subtracted: a month from a day is to the same day.
    case when coalesce(p.mentor_since, b.first_held_on) is null then 0.0
        else greatest(0, least(cast($as_of as date), p.mentor_until)
            - greatest(cast($since as date), coalesce(p.mentor_since, b.first_held_on))) / $days_per_month::double
    end as months
from everyone as e
left join counted as c using (mentor)
left join missed as m using (mentor)
left join relationship as r using (mentor)
left join began as b using (mentor)
left join person as p on p.person = e.mentor
where $viewer_role = 'ombudsman'
order by e.mentor;
