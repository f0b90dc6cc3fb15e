-- Which spellings mean which activity, and what must a session of it say? From the handbook in force.
-- makes: activity_need, activity_spelling

create or replace temp table activity_spelling as
select distinct match_key(spelling) as spelling, activity
from (select unnest(from_json($spellings, '[{"spelling": "varchar", "activity": "varchar"}]'), recursive := true));

create or replace temp table activity_need as
select unnest(from_json($needs, '[{"activity": "varchar", "duration": "boolean", "mentor": "boolean"}]'), recursive := true);
