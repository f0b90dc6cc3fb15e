-- Rows that were mended come in again and settle the problems of the rows they were; of a contact that several files
-- report, the one of the latest file is shown.

-- How a file was read beyond what its rows say, as JSON: the lines above its headings, its sheet, what the person
-- importing told, the order of dates and the decimal mark that its columns had settled. Rows that come back are read so.
create table import_told (import_no integer, told varchar);

-- A row of an import that brings back a row with problems. That one first stood in row `of_row` of the file whose
-- SHA-256 begins with `of_file`.
create table brought_back (import_no integer, row integer, of_file varchar, of_row integer);

-- Rows with problems, wherever they first stood, that no later import has brought back. Grain: one row per import and row.
create view open_problem as
with
first_stood as (
    select distinct
        p.import_no, p.row, i.precedence,
        coalesce(b.of_file, left(i.sha256, 12)) as of_file, coalesce(b.of_row, p.row) as of_row
    from problem as p
    join import as i using (import_no)
    left join brought_back as b using (import_no, row)
),
latest as (
    select b.of_file, b.of_row, max(i.precedence) as precedence
    from brought_back as b
    join import as i using (import_no)
    group by all
)
select f.import_no, f.row, f.of_file, f.of_row
from first_stood as f
left join latest as l using (of_file, of_row)
where coalesce(l.precedence <= f.precedence, true);

create or replace view current_contact as
select f.*
from contact_fact as f
join import as i using (import_no)
qualify row_number() over (partition by f.content, f.occurrence order by i.precedence desc) = 1;
