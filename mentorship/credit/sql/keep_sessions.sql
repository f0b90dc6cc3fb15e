-- Keep what each session in scope earns, in place of what was kept before. Grain: one row per session.
-- reads: import
-- makes: decision, earned

insert into decision by name
with
rule_term as materialized (from rule_term($terms)),
numbered as (from verdict('judged', 'adjusted'))
select * exclude (bucket_no) from verdict_in_words('numbered', 'case_mentee', 'case_leader', 'rule_term');

-- Files go by name: which of them came first must not decide which session pays.
create or replace temp table earned as
with
file as (
    select import_no, dense_rank() over (order by file_name)::integer as file_no from import
),
credited as (
    select
        v.mentee_no, v.bucket_no, v.held_on, v.credited_minutes as minutes,
        f.import_no, record_of(f.file_no, row_of(v.record)) as record
    from verdict('judged', 'adjusted') as v
    join file as f on f.import_no = import_of(v.record)
    where v.credited_minutes > 0
)
from running_total('credited');
