-- What does each mentee earn, and when are the hours of each tier complete? The default rules, with the numbers typed in.
-- What a competent hand would write once: one reading, one day (2026-11-15), no reasons, no history of values, no
-- other names for people, titles on every capped event. On the invented programme it finds what the engine finds.

create or replace table credited as
with
term (activity, category, basis, each_minutes, cap, virtual_counts, counts_from, needs, once_per_title) as (
    values
        ('treatment', 'A', 'duration', null, null, false, date '2014-01-01', 'provider', false),
        ('small_group', 'B', 'duration', null, null, true, date '2013-05-01', 'mentor', false),
        ('large_group', 'B', 'duration', null, null, true, date '2013-05-01', 'mentor', false),
        ('study_group', 'B', 'fixed', 60, null, true, date '2013-05-01', 'endorsement', false),
        ('clinical_application', 'B', 'duration', null, 360, true, date '2013-05-01', 'endorsement', false),
        ('recording', 'B', 'fixed', 60, null, true, date '2013-05-01', null, true),
        ('conference', 'B', 'duration', null, 360, true, date '2013-05-01', 'endorsement', false),
        ('precepting', 'B', 'per_day', 90, null, true, date '2013-05-01', 'endorsement', false),
        ('intensive', 'B', 'per_day', 90, null, true, date '2013-05-01', 'endorsement', false),
        ('csir_call', 'B', 'duration', null, null, true, date '2013-05-01', 'endorsement', false),
        ('one_to_one', 'C', 'duration', null, null, true, date '2014-05-01', 'mentor', false)
),
-- Sessions that no rule speaks against, and what each is worth.
allowed as (
    select
        s.session_id, s.mentee, s.mentor, s.activity, s.held_on, s.starts_at, s.minutes, lower(s.event) as event,
        coalesce(s.days, 1) as days, t.category, t.basis, t.cap,
        t.once_per_title and event is not null as is_once_for_all,
        case t.basis when 'duration' then s.minutes when 'fixed' then t.each_minutes
            else t.each_minutes * coalesce(s.days, 1) end as worth
    from session as s
    join term as t using (activity)
    left join person as p on p.person = s.mentor
    where s.status = 'completed' and s.held_on between t.counts_from and date '2026-11-15'
        and (s.modality = 'in_person' or t.virtual_counts)
        and case t.needs
            when 'mentor' then p.person is null or s.held_on between p.mentor_since and coalesce(p.mentor_until, s.held_on)
            when 'provider' then p.person is null or least(p.techniques_certified_on, p.diplomate_certified_on) <= s.held_on
            when 'endorsement' then s.endorsed is distinct from 'no'
            else true end
),
-- Of records of one session, one.
once as (
    select *
    from allowed
    qualify row_number() over (
        partition by mentee, activity, event,
            case when not is_once_for_all then held_on end,
            case when not is_once_for_all then mentor end,
            case when not is_once_for_all then starts_at end,
            case when not is_once_for_all and starts_at is null then minutes end
        order by held_on, worth desc, session_id) = 1
),
-- What earlier sessions of the same class or conference leave of its cap.
capped as (
    select
        session_id,
        greatest(0, least(worth, cap - coalesce(sum(worth) over (
            partition by mentee, activity, event order by held_on, starts_at nulls last, session_id
            rows between unbounded preceding and 1 preceding), 0))) as minutes
    from once
    where cap is not null
),
-- Work by the day earns once for each calendar day.
named_day as (
    select session_id, mentee, activity, held_on, held_on + unnest(range(days))::integer as day
    from once
    where basis = 'per_day'
),
first_named as (
    select session_id
    from named_day
    qualify row_number() over (partition by mentee, activity, day order by held_on, session_id) = 1
),
by_day as (
    select session_id, 90 * count(*) as minutes from first_named group by session_id
)
select
    o.session_id, o.mentee, o.category, o.held_on,
    case when o.cap is not null then c.minutes when o.basis = 'per_day' then coalesce(d.minutes, 0) else o.worth end
        ::integer as minutes
from once as o
left join capped as c using (session_id)
left join by_day as d using (session_id);

create or replace table tier_reached as
with
-- What each tier needs together with those before it: of A, of B, of C, in all.
need (tier, a, b, c, whole) as (values (1, 360, 360, 360, 1440), (2, 1080, 360, 1080, 2880), (3, 1800, 360, 1800, 4320)),
by_day as (
    select
        mentee, held_on,
        sum(minutes) filter (category = 'A') as day_a,
        sum(minutes) filter (category = 'B') as day_b,
        sum(minutes) filter (category = 'C') as day_c
    from credited
    group by all
),
so_far as (
    select
        mentee, held_on,
        coalesce(sum(day_a) over grown, 0) as a,
        coalesce(sum(day_b) over grown, 0) as b,
        coalesce(sum(day_c) over grown, 0) as c,
        a + b + c as whole
    from by_day
    window grown as (partition by mentee order by held_on)
),
-- The programme begins on 1 May 2014: what is complete before is complete on that day.
complete as (
    select s.mentee, n.tier, greatest(min(s.held_on), date '2014-05-01') as hours_complete_on
    from so_far as s
    join need as n on s.a >= n.a and s.b >= n.b and s.c >= n.c and s.whole >= n.whole
    group by all
),
total as (
    select
        m.mentee,
        coalesce(max(s.a), 0) as a, coalesce(max(s.b), 0) as b, coalesce(max(s.c), 0) as c,
        coalesce(max(s.whole), 0) as whole
    from (select distinct mentee from session) as m
    left join so_far as s using (mentee)
    group by m.mentee
)
select
    t.mentee, n.tier, c.hours_complete_on,
    greatest(greatest(0, n.a - t.a) + greatest(0, n.b - t.b) + greatest(0, n.c - t.c), n.whole - t.whole, 0)::integer
        as minutes_short
from total as t
cross join need as n
left join complete as c using (mentee, tier);
