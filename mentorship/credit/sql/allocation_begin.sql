-- What is there to be given to tiers? Grain: mentee and bucket (`pool`); mentee and requirement row of the last tier that
-- is complete with all before it (`row_slack`): the minutes above what the row asks.
-- reads: bucket_total, case_mentee, reached_tier
-- makes: given, pool, row_slack, rule_set, tiers_complete
create or replace temp table tiers_complete as
with rule_tier as (from rule_tier($tiers))
select c.mentee_no, coalesce(min(t.tier_order) filter (k.hours_complete_on is null), max(t.tier_order) + 1) - 1 as complete
from case_mentee as c
cross join rule_tier as t
left join reached_tier as k on k.mentee_no = c.mentee_no and k.tier_order = t.tier_order
group by c.mentee_no;

-- Which buckets may a requirement row be met from?
create or replace temp table rule_set as
from rule_set($sets);

create or replace temp table pool as
select mentee_no, bucket_no, minutes as have, 0 as used from bucket_total;

create or replace temp table row_slack as
with
rule_requirement as (from rule_requirement($requirements)),
asked as (
    select t.mentee_no, q.set_no, q.minutes
    from tiers_complete as t
    join rule_requirement as q on q.tier_order = t.complete
)
select a.mentee_no, a.set_no, (coalesce(sum(p.have), 0) - any_value(a.minutes))::integer as minutes
from asked as a
join rule_set as s using (set_no)
left join pool as p on p.mentee_no = a.mentee_no and p.bucket_no = s.bucket_no
group by a.mentee_no, a.set_no;

-- Sessions of a bucket are used in the order of their days: what a tier takes of it is a stretch of its running total.
create or replace temp table given (mentee_no integer, bucket_no smallint, tier_order smallint, begins integer, ends integer);
