-- What data is there? One row, about nobody in particular.
-- reads: assessment, current_session, decision, import
select
    (select count(*) from current_session) as sessions,
    (select max(held_on) from decision where is_held) as newest_session,
    max(imported_at) as newest_import,
    coalesce(bool_or(is_sample), false) as has_sample,
    coalesce(bool_and(is_sample), false) as is_sample,
    (select max(assessed_at) from assessment) as assessed_at
from import
where undone_at is null;
