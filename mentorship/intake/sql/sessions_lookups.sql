-- What do the different cells of some columns of this file mean? Each is parsed once, and not in every row. `different_cell`
-- has the cells: 1 held_on, 2 starts_at, 3 ends_at, 4 activity, 5 modality, 6 status, 7 endorsed, 8 reported_by; each
-- column also has its filling (`$fill_…`), which may stand in place of a blank cell. Grain: one row per text; '' for no
-- text at all, so that every row of the file finds one, which is quicker than to find none.
-- reads: activity_need, activity_spelling, different_cell
-- makes: activity_lookup, endorsed_lookup, modality_lookup, moment_lookup, reporter_lookup, status_lookup

create or replace temp table moment_lookup as
with
cell as (
    select $fill_held_on as filled, unnest(columns[1]) as cell from different_cell
    union all
    select $fill_starts_at, unnest(columns[2]) from different_cell
    union all
    select $fill_ends_at, unnest(columns[3]) from different_cell
    union all
    select unnest([$fill_held_on, $fill_starts_at, $fill_ends_at]), null
),
word as materialized (select distinct cell_text(cell, filled) as text from cell)
select
    coalesce(text, '') as text, day_of(text, $dates) as day, clock_of(text)::smallint as clock,
    typed_clock_of(text, $midnights)::smallint as typed_clock
from word;

create or replace temp table activity_lookup as
with
cell as (select unnest(list_append(columns[4], null)) as cell from different_cell),
word as materialized (select distinct cell_text(cell, $fill_activity) as text from cell)
select coalesce(w.text, '') as text, s.activity, n.duration as needs_duration, n.mentor as needs_mentor
from word as w
left join activity_spelling as s on s.spelling = match_key(w.text)
left join activity_need as n using (activity);

-- A column that asks whether it was virtual is answered with yes or no.
create or replace temp table modality_lookup as
with
cell as (select unnest(list_append(columns[5], null)) as cell from different_cell),
word as materialized (select distinct cell_text(cell, $fill_modality) as text from cell)
select
    coalesce(text, '') as text,
    coalesce(
        modality_of(text),
        case when $is_virtual then case yes_or_no(text) when true then 'virtual' when false then 'in_person' end end
    ) as modality
from word;

create or replace temp table status_lookup as
with
cell as (select unnest(list_append(columns[6], null)) as cell from different_cell),
word as materialized (select distinct cell_text(cell, $fill_status) as text from cell)
select coalesce(text, '') as text, status_of(text) as status
from word;

create or replace temp table endorsed_lookup as
with
cell as (select unnest(list_append(columns[7], null)) as cell from different_cell),
word as materialized (select distinct cell_text(cell, $fill_endorsed) as text from cell)
select coalesce(text, '') as text, yes_or_no(text) as endorsed
from word;

create or replace temp table reporter_lookup as
with
cell as (select unnest(list_append(columns[8], null)) as cell from different_cell),
word as materialized (select distinct cell_text(cell, $fill_reported_by) as text from cell)
select coalesce(text, '') as text, reporter_of(text) as reporter
from word;
