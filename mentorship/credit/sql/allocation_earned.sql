-- What has each session earned, for those whose tiers are paid one by one in Python? Grain: session; by mentee, day, file
-- and row.
-- reads: case_mentee, earned
with rule_bucket as (from rule_bucket($buckets))
select m.mentee, e.import_no, row_of(e.record) as row, e.held_on, b.category, b.level, e.minutes
from earned as e
join case_mentee as m using (mentee_no)
join rule_bucket as b using (bucket_no)
order by m.mentee, e.held_on, e.record;
