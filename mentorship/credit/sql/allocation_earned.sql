-- What has each session earned, for those whose tiers are paid one by one in Python? Grain: session; by mentee and day.
-- reads: case_mentee, earned, import
with rule_bucket as (from rule_bucket($buckets))
select m.mentee, e.import_no, e.row, e.held_on, b.category, b.level, e.minutes
from earned as e
join case_mentee as m using (mentee_no)
join rule_bucket as b using (bucket_no)
left join import as i using (import_no)
order by m.mentee, e.held_on, coalesce(i.file_name, 'plan'), e.row;
