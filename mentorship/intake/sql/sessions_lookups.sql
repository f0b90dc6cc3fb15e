-- What do the words of this file for activities, modalities and statuses mean?
-- Grain: one row per distinct word, so that each is parsed once and not in every row.
-- reads: activity_need, activity_spelling, raw
-- makes: activity_lookup, modality_lookup, status_lookup

create or replace temp table activity_lookup as
with word as materialized (select distinct cell_text(cells[$at_activity], $fill_activity) as text from raw)
select w.text, s.activity, n.duration as needs_duration, n.mentor as needs_mentor
from word as w
join activity_spelling as s on s.spelling = match_key(w.text)
join activity_need as n using (activity);

-- A column that asks whether it was virtual is answered with yes or no.
create or replace temp table modality_lookup as
with word as materialized (select distinct cell_text(cells[$at_modality], $fill_modality) as text from raw)
select
    text,
    coalesce(
        modality_of(text),
        case when $is_virtual then case yes_or_no(text) when true then 'virtual' when false then 'in_person' end end
    ) as modality
from word;

create or replace temp table status_lookup as
with word as materialized (select distinct cell_text(cells[$at_status], $fill_status) as text from raw)
select text, status_of(text) as status
from word;
