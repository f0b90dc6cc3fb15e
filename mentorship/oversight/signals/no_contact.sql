-- Which certified mentors led sessions in the last $days days without any contact in that time? Grain: one row per mentor.
-- Where no contact at all is on record of anybody, nothing is asked: the data are missing. No credit hangs on it.
-- reads: current_contact, led_session, person, person_alias
-- makes: found_signal
insert into found_signal by name
with
contact as (
    select coalesce(a.person, c.mentor) as mentor, max(c.contacted_on) as last_contact
    from current_contact as c
    left join person_alias as a on a.alias = c.mentor_key
    where c.contacted_on <= $as_of
    group by all
),
active as (
    select mentor, list({'import_no': import_no, 'row': row} order by held_on, import_no, row) as sessions
    from led_session
    where held_on > cast($as_of as date) - $days::integer and held_on <= $as_of
    group by mentor
)
select
    'no_contact' as signal, a.mentor, null::varchar as mentee, a.sessions,
    -- Where there was none at all, there was none since the certification.
    coalesce(c.last_contact, p.mentor_since) as since, 0 as minutes_at_stake,
    json_object('day', c.last_contact, 'sessions', len(a.sessions))::varchar as said,
    md5(coalesce(c.last_contact::varchar, 'never')) as facts
from active as a
join person as p on p.person = a.mentor
left join contact as c using (mentor)
where p.mentor_since <= $as_of and coalesce(p.mentor_until >= $as_of, true)
    and coalesce(c.last_contact <= cast($as_of as date) - $days::integer, true)
    and exists (select 1 from current_contact);
