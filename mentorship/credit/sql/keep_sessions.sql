-- Keep what each session in scope earns, in place of what was kept before. Grain: one row per session.
-- reads: case_mentee
-- makes: decision, earned

insert into decision by name
select import_of(record) as import_no, row_of(record) as row, * exclude (record, bucket_no)
from verdicts('judged', 'repeated');

-- Read from what was judged, not from what was kept: only these few columns are worked out again.
create or replace temp table earned as
select m.mentee_no, v.bucket_no, v.held_on, v.credited_minutes as minutes,
    import_of(v.record) as import_no, row_of(v.record) as row
from verdicts('judged', 'repeated') as v
join case_mentee as m using (mentee)
where v.credited_minutes > 0;
