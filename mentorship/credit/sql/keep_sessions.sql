-- Keep what each session in scope earns, in place of what was kept before. Grain: one row per session.
-- reads: case_mentee
-- makes: decision, earned

insert into decision by name
select import_of(record) as import_no, row_of(record) as row, * exclude (record, bucket_no)
from verdicts('judged', 'repeated');

create or replace temp table earned as
with rule_bucket as materialized (from rule_bucket($buckets))
select m.mentee_no, b.bucket_no, d.held_on, d.credited_minutes as minutes, d.import_no, d.row
from decision as d
join case_mentee as m using (mentee)
join rule_bucket as b using (category, level)
where d.credited_minutes > 0;
