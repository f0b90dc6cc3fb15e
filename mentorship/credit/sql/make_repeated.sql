-- Which records in scope are of a session that another record already counts? As
-- questions/counted_once.sql decides. Grain: one row per such record.
-- makes: repeated, reused_id
create or replace temp table reused_id as
from reused_id('scope_session', 'case_alias');

create or replace temp table repeated as
from repeated('judged', 'reused_id');
