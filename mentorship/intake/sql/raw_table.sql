-- An empty table for rows that Python reads batch by batch. Grain: one row per row of the file.
-- makes: raw, raw_read
create or replace temp table raw_read (row integer, cells varchar[]);

create or replace temp view raw as
select row, cells from raw_read;
