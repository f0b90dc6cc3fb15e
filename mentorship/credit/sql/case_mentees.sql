-- Whose sessions are judged, and who leads them? Grain: one row per name that the sessions in scope call somebody by; one
-- row per mentee.
-- `scope_session` (everyone's sessions, one mentee's, with planned ones or without) is made by whoever asks.
-- makes: case_alias, case_leader, case_mentee

create or replace temp table case_alias as
with known_person as (from known_person())
from mentee('scope_session', 'known_person');

create or replace temp table case_mentee as
from numbered('case_alias');

create or replace temp table case_leader as
with known_person as (from known_person())
from leader('scope_session', 'known_person');
