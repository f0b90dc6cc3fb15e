-- Take up the signals that are kept, if they are those of the assessment in force, under these rules, as of this day and by
-- the conditions of today. One value: whether they are.
-- reads: assessment, signal, signals_found, stale
-- makes: found_signal, kept_signals
create or replace temp table kept_signals as
select
    count(*) > 0 and not exists (select 1 from stale) as are_of_today
from signals_found as f
join assessment as a on a.digest = f.digest and a.as_of = f.as_of and a.assessed_at = f.assessed_at
where f.digest = $digest and f.as_of = $as_of and f.conditions = $conditions;

create or replace temp table found_signal as
select * from signal where (select are_of_today from kept_signals);

select are_of_today from kept_signals;
