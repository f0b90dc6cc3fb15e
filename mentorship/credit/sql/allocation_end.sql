-- Which session paid for which tier? Grain: session and tier. A tier's part of a category is a stretch of its running total.
-- reads: case_mentee, earned_in_order, given
-- makes: assessed_allocation
create or replace temp table assessed_allocation as
with
part as (
    select e.mentee_no, e.import_no, e.row, g.tier,
        least(e.until, g.ends) - greatest(e.until - e.minutes, g.begins) as minutes
    from given as g
    join earned_in_order as e on e.mentee_no = g.mentee_no and e.category = g.category
        and e.until > g.begins and e.until - e.minutes < g.ends
),
whole as (
    select mentee_no, import_no, row, tier, sum(minutes)::integer as minutes from part group by all
)
select m.mentee, w.* exclude (mentee_no)
from whole as w
join case_mentee as m using (mentee_no);
