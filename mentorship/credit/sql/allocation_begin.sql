-- What is there to be given to tiers? Grain: mentee and category (`pool`); mentee and requirement row of the last tier that
-- is complete with all before it (`row_slack`): the minutes above what the row asks.
-- reads: case_mentee, earned, import, reached_tier
-- makes: earned_in_order, given, pool, row_slack, set_category, tiers_complete
create or replace temp table tiers_complete as
with rule_tier as (from rule_tier($tiers))
select c.mentee_no, coalesce(min(t.tier_order) filter (k.hours_complete_on is null), max(t.tier_order) + 1) - 1 as complete
from case_mentee as c
cross join rule_tier as t
left join reached_tier as k on k.mentee_no = c.mentee_no and k.tier_order = t.tier_order
group by c.mentee_no;

-- Sessions of a category are used in the order of their days: each is a stretch of the category's running total.
create or replace temp table earned_in_order as
with
rule_bucket as (from rule_bucket($buckets)),
file as (
    select import_no, dense_rank() over (order by file_name)::integer as file_no from import
)
select e.mentee_no, e.import_no, e.row, b.category, e.held_on, coalesce(f.file_no, 0) as file_no, e.minutes,
    (sum(e.minutes) over (partition by e.mentee_no, e.bucket_no order by e.held_on, f.file_no, e.row
        rows unbounded preceding))::integer as until
from earned as e
join rule_bucket as b using (bucket_no)
left join file as f using (import_no);

-- Which categories may a requirement row be met from?
create or replace temp table set_category as
with
rule_bucket as (from rule_bucket($buckets)),
rule_set as (from rule_set($sets))
select distinct s.set_no, b.category
from rule_set as s
join rule_bucket as b using (bucket_no);

create or replace temp table pool as
select mentee_no, category, sum(minutes)::integer as have, 0 as used from earned_in_order group by mentee_no, category;

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
join set_category as s using (set_no)
left join pool as p on p.mentee_no = a.mentee_no and p.category = s.category
group by a.mentee_no, a.set_no;

create or replace temp table given (mentee_no integer, category varchar, tier varchar, begins integer, ends integer);
