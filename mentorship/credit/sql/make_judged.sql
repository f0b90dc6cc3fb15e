-- What do the rules object to in each session in scope? As questions/judged.sql decides.
-- Grain: one row per session.
-- makes: judged
create or replace temp table judged as
with
rule_term as materialized (from rule_term($terms)),
rule_reading as materialized (from rule_reading($reading))
from judged('scope_session', 'case_alias', 'case_leader', 'ruled', 'rule_term', 'rule_reading');
