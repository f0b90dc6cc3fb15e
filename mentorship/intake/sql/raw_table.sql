-- Rows that are read in Python, batch by batch.
create or replace temp table raw_read (row integer, cells varchar[]);

create or replace temp view raw as
select row, cells from raw_read;
