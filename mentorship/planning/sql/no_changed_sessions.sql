-- Whose credit differs where no rule about sessions does? Nobody's.
-- reads: decision
-- makes: changed_session
create or replace temp table changed_session as
select
    mentee, import_no, row, held_on, activity, modality, recorded_minutes,
    category as category_before, category as category_after, level as level_after,
    credited_minutes as credited_before, credited_minutes as credited_after,
    rules as rules_before, rules as rules_after
from decision
where false;
