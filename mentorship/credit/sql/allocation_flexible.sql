-- Which minutes do a tier's flexible hours take from some categories, in the order of their days? As many as are wanted and
-- left, and for a complete tier never what its rows still need: a row that holds a category and not all that may serve
-- the demand loses slack. `wanted` says what is still wanted of whom.
-- reads: earned_in_order, set_category, tiers_complete
-- makes: given, pool, row_slack, taking, wanted
create or replace temp table taking as
with
bound as (
    select s.mentee_no, s.set_no, s.minutes, list(distinct r.category) as categories
    from row_slack as s
    join tiers_complete as t on t.mentee_no = s.mentee_no and t.complete >= $tier_order
    join set_category as r using (set_no)
    group by s.mentee_no, s.set_no, s.minutes
    having not list_has_all(list(distinct r.category), $serving) and list_has_any(list(distinct r.category), $phase)
),
-- The most from one category, and from all of the phase together.
own_most as (
    select b.mentee_no, c.category, greatest(0, min(b.minutes)) as minutes
    from bound as b
    cross join (select unnest($phase) as category) as c
    where list_contains(b.categories, c.category) and not list_has_all(b.categories, $phase)
    group by all
),
joint_most as (
    select mentee_no, greatest(0, min(minutes)) as minutes from bound where list_has_all(categories, $phase) group by mentee_no
),
available as (
    select e.mentee_no, e.category, e.held_on, e.file_no, e.row,
        greatest(0, least(e.until, p.used + coalesce(o.minutes, p.have)) - greatest(e.until - e.minutes, p.used)) as minutes,
        least(w.minutes, coalesce(j.minutes, w.minutes)) as most
    from wanted as w
    join pool as p on p.mentee_no = w.mentee_no and list_contains($phase, p.category) and p.have > p.used
    join earned_in_order as e on e.mentee_no = p.mentee_no and e.category = p.category and e.until > p.used
    left join own_most as o on o.mentee_no = p.mentee_no and o.category = p.category
    left join joint_most as j on j.mentee_no = p.mentee_no
    where w.minutes > 0
),
in_turn as (
    select *, coalesce(sum(minutes) over (
        partition by mentee_no order by held_on, file_no, row rows between unbounded preceding and 1 preceding), 0) as before
    from available
    where minutes > 0
)
select mentee_no, category, sum(greatest(0, least(minutes, most - before)))::integer as minutes
from in_turn
group by mentee_no, category
having sum(greatest(0, least(minutes, most - before))) > 0;

insert into given
select t.mentee_no, t.category, $tier, p.used, p.used + t.minutes
from taking as t
join pool as p on p.mentee_no = t.mentee_no and p.category = t.category;

update pool set used = used + t.minutes
from taking as t where t.mentee_no = pool.mentee_no and t.category = pool.category;

update wanted set minutes = wanted.minutes - t.minutes
from (select mentee_no, sum(minutes)::integer as minutes from taking group by mentee_no) as t
where t.mentee_no = wanted.mentee_no;

update row_slack set minutes = row_slack.minutes - t.minutes
from (
    select k.mentee_no, s.set_no, sum(k.minutes)::integer as minutes
    from taking as k
    join (
        select set_no, list(distinct category) as categories from set_category group by set_no
    ) as s on list_contains(s.categories, k.category) and not list_has_all(s.categories, $serving)
    join tiers_complete as c on c.mentee_no = k.mentee_no and c.complete >= $tier_order
    group by k.mentee_no, s.set_no
) as t
where t.mentee_no = row_slack.mentee_no and t.set_no = row_slack.set_no;
