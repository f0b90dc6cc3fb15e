-- What do the different cells of some columns of this file mean? Each is parsed once, and not in every row. `different_cell`
-- has the cells: 1 held_on, 2 starts_at, 3 ends_at, 4 activity, 5 modality, 6 status, 7 endorsed, 8 reported_by; each
-- column also has its filling (`$fill_…`), which may stand in place of a blank cell. Grain: one row per text; '' for no
-- text at all, so that every row of the file finds one, which is quicker than to find none.
-- reads: activity_need, activity_spelling, different_cell
-- makes: activity_lookup, column_text, endorsed_lookup, modality_lookup, moment_lookup, reporter_lookup, status_lookup

create or replace temp macro column_text(number, filled) as table
select distinct coalesce(cell_text(cell, filled), '') as text
from (select unnest(list_append(columns[number], null)) as cell from different_cell);

create or replace temp table moment_lookup as
with
word as materialized (
    from column_text(1, $fill_held_on)
    union
    from column_text(2, $fill_starts_at)
    union
    from column_text(3, $fill_ends_at)
)
select
    text, day_of(text, $dates) as day, clock_of(text)::smallint as clock,
    typed_clock_of(text, $midnights)::smallint as typed_clock
from word;

create or replace temp table activity_lookup as
select w.text, s.activity, n.duration as needs_duration, n.mentor as needs_mentor
from column_text(4, $fill_activity) as w
left join activity_spelling as s on s.spelling = match_key(w.text)
left join activity_need as n using (activity);

-- A column that asks whether it was virtual is answered with yes or no.
create or replace temp table modality_lookup as
select
    text,
    coalesce(
        modality_of(text),
        case when $is_virtual then case yes_or_no(text) when true then 'virtual' when false then 'in_person' end end
    ) as modality
from column_text(5, $fill_modality);

create or replace temp table status_lookup as
select text, status_of(text) as status
from column_text(6, $fill_status);

create or replace temp table endorsed_lookup as
select text, yes_or_no(text) as endorsed
from column_text(7, $fill_endorsed);

create or replace temp table reporter_lookup as
select text, reporter_of(text) as reporter
from column_text(8, $fill_reported_by);
