-- Which sessions in scope has the ombudsman ruled on? As questions/ruled.sql decides.
-- Grain: one row per session with a ruling.
-- makes: ruled
create or replace temp table ruled as
with known_person as (from known_person())
from ruled('scope_session', 'case_leader', 'known_person', 'current_ruling');
