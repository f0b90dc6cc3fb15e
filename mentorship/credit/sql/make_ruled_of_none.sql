-- Where there are no rulings, none is looked for. Grain: one row per session with a ruling.
-- makes: ruled
create or replace temp table ruled (record bigint, ruling_no integer, about varchar, effect varchar);
