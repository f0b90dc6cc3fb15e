-- What does each session in scope earn? Grain: one row per session; one row per session that earns something.
-- reads: case_mentee
-- makes: earned, verdict

create or replace temp table verdict as
select import_of(record) as import_no, row_of(record) as row, * exclude (record)
from verdicts('judged', 'repeated');

create or replace temp table earned as
select m.mentee_no, v.bucket_no, v.held_on, v.credited_minutes as minutes, v.import_no, v.row
from verdict as v
join case_mentee as m using (mentee)
where v.credited_minutes > 0;
