-- Which session paid for which tier? Grain: session and tier. A tier's part of a bucket is one stretch of its running
-- total: its minimum, and right after it what its flexible hours took.
-- reads: earned, given
-- makes: allocation
insert into allocation by name
with
stretch as (
    select mentee_no, bucket_no, tier_order, min(begins) as begins, max(ends) as ends from given group by all
)
select e.import_no, row_of(e.record) as row, g.tier_order,
    least(e.so_far, g.ends) - greatest(e.so_far - e.minutes, g.begins) as minutes
from earned as e
join stretch as g on g.mentee_no = e.mentee_no and g.bucket_no = e.bucket_no
    and e.so_far > g.begins and e.so_far - e.minutes < g.ends;
