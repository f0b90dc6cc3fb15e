-- Whose credit differs between the assessment that is kept and the verdicts just made? Grain: one row per session that
-- earns another number of minutes, or earns them in another category or at another level.
-- reads: decision, v, verdict
-- makes: changed_session
create or replace temp table changed_session as
select
    d.mentee, d.import_no, d.row, d.held_on, d.activity, d.modality, d.recorded_minutes,
    d.category as category_before, v.category as category_after, v.level as level_after,
    d.credited_minutes as credited_before, v.credited_minutes as credited_after,
    d.rules as rules_before, v.rules as rules_after
from decision as d
join verdict as v on v.import_no = d.import_no and v.row = d.row
where (d.credited_minutes > 0 or v.credited_minutes > 0) and (
    d.credited_minutes != v.credited_minutes or d.category is distinct from v.category or d.level is distinct from v.level);
