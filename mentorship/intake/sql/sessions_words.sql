-- Which words does this file use for activities, modalities and statuses, and what do they mean?
-- Grain: one row per different word, so that each is looked at once and not in every row.

create or replace temp table activity_word as
with different as materialized (select distinct said(cells[$at_activity], $fill_activity) as text from raw)
select w.text, s.activity, n.duration as needs_duration, n.mentor as needs_mentor
from different as w
join spelling as s on s.spelling = word(w.text)
join activity_need as n using (activity);

create or replace temp table modality_word as
with different as materialized (select distinct said(cells[$at_modality], $fill_modality) as text from raw)
select text, modality_of(text) as modality
from different;

create or replace temp table status_word as
with different as materialized (select distinct said(cells[$at_status], $fill_status) as text from raw)
select text, status_of(text) as status
from different;

-- Who is meant by a name alone: as somebody said, else, where names may be matched, the one person of that very name.
create or replace temp table known_name as
with
told as (
    select name_key(name) as name, any_value(person) as person
    from (select unnest(from_json($people, '[{"name": "varchar", "person": "varchar"}]'), recursive := true))
    group by all
),
only_one as (
    select name_key(name) as name, any_value(person) as person
    from person
    where $match_names and name is not null
    group by all
    having count(*) = 1
)
select name, person from told
union all
select name, person from only_one where name not in (select name from told);
