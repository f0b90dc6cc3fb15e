-- Which words mean which activity, and what each activity needs? From the handbook in force.

create or replace temp table spelling as
select distinct word(spelling) as spelling, activity
from (select unnest(from_json($spellings, '[{"spelling": "varchar", "activity": "varchar"}]'), recursive := true));

create or replace temp table activity_need as
select unnest(from_json($needs, '[{"activity": "varchar", "duration": "boolean", "mentor": "boolean"}]'), recursive := true);
