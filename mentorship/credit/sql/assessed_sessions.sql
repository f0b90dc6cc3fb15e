-- What does each session in scope earn? Grain: one row per session; one row per session that earns something.
-- makes: earned, verdict

create or replace temp table verdict as
with
rule_term as materialized (from rule_term($terms)),
numbered as (from verdict('judged', 'adjusted'))
from verdict_in_words('numbered', 'case_mentee', 'case_leader', 'rule_term');

create or replace temp table earned as
with credited as (
    select mentee_no, bucket_no, held_on, credited_minutes as minutes, record
    from verdict('judged', 'adjusted')
    where credited_minutes > 0
)
from running_total('credited');
