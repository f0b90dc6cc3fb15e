-- Which minutes do a tier's flexible hours take from some buckets, in the order of their days? As many as are wanted and
-- left, and for a complete tier never what its rows still need: a row that holds a bucket and not all that may serve
-- the demand loses slack. `wanted` says what is still wanted of whom.
-- reads: earned, rule_set, tiers_complete
-- makes: given, pool, row_slack, taking, wanted
create or replace temp table taking as
with
set_buckets as (
    select set_no, list(bucket_no) as buckets from rule_set group by set_no
),
bound as (
    select s.mentee_no, s.minutes, b.buckets
    from row_slack as s
    join tiers_complete as t on t.mentee_no = s.mentee_no and t.complete >= $tier_order
    join set_buckets as b using (set_no)
    where not list_has_all(b.buckets, $serving) and list_has_any(b.buckets, $phase)
),
-- The most from one bucket, and from all of the phase together.
own_most as (
    select b.mentee_no, c.bucket_no, greatest(0, min(b.minutes)) as minutes
    from bound as b
    cross join (select unnest($phase) as bucket_no) as c
    where list_contains(b.buckets, c.bucket_no) and not list_has_all(b.buckets, $phase)
    group by all
),
joint_most as (
    select mentee_no, greatest(0, min(minutes)) as minutes from bound where list_has_all(buckets, $phase) group by mentee_no
),
available as (
    select p.mentee_no, p.bucket_no, p.used, least(p.have - p.used, coalesce(o.minutes, p.have - p.used)) as minutes,
        least(w.minutes, coalesce(j.minutes, w.minutes)) as most
    from wanted as w
    join pool as p on p.mentee_no = w.mentee_no and list_contains($phase, p.bucket_no) and p.have > p.used
    left join own_most as o on o.mentee_no = p.mentee_no and o.bucket_no = p.bucket_no
    left join joint_most as j on j.mentee_no = p.mentee_no
    where w.minutes > 0
),
-- One bucket gives what it can. Of several that together have more than is taken, the earlier sessions give first.
beside as (
    select *, count(*) over same = 1 or sum(minutes) over same <= most as gives_all from available
    window same as (partition by mentee_no)
),
in_turn as (
    select b.mentee_no, b.bucket_no, b.most,
        greatest(0, least(e.so_far, b.used + b.minutes) - greatest(e.so_far - e.minutes, b.used)) as minutes,
        e.held_on, e.record
    from beside as b
    join earned as e on e.mentee_no = b.mentee_no and e.bucket_no = b.bucket_no and e.so_far > b.used
    where not b.gives_all
),
counted as (
    select *, coalesce(sum(minutes) over (
        partition by mentee_no order by held_on, record rows between unbounded preceding and 1 preceding), 0) as before
    from in_turn
    where minutes > 0
),
taken as (
    select mentee_no, bucket_no, least(minutes, most) as minutes from beside where gives_all
    union all
    select mentee_no, bucket_no, sum(greatest(0, least(minutes, most - before))) from counted group by mentee_no, bucket_no
)
select mentee_no, bucket_no, minutes::integer as minutes from taken where minutes > 0;

insert into given
select t.mentee_no, t.bucket_no, $tier_order, p.used, p.used + t.minutes
from taking as t
join pool as p on p.mentee_no = t.mentee_no and p.bucket_no = t.bucket_no;

update pool set used = used + t.minutes
from taking as t where t.mentee_no = pool.mentee_no and t.bucket_no = pool.bucket_no;

update wanted set minutes = wanted.minutes - t.minutes
from (select mentee_no, sum(minutes)::integer as minutes from taking group by mentee_no) as t
where t.mentee_no = wanted.mentee_no;

update row_slack set minutes = row_slack.minutes - t.minutes
from (
    select k.mentee_no, s.set_no, sum(k.minutes)::integer as minutes
    from taking as k
    join (
        select set_no, list(bucket_no) as buckets from rule_set group by set_no
    ) as s on list_contains(s.buckets, k.bucket_no) and not list_has_all(s.buckets, $serving)
    join tiers_complete as c on c.mentee_no = k.mentee_no and c.complete >= $tier_order
    group by k.mentee_no, s.set_no
) as t
where t.mentee_no = row_slack.mentee_no and t.set_no = row_slack.set_no;
