-- For which sessions in scope does more than their own terms decide what they earn? As questions/adjusted.sql decides.
-- Grain: one row per such session.
-- makes: adjusted
create or replace temp table adjusted as
from adjusted('judged', 'repeated');
