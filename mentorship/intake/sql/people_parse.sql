-- What does each row of a people export say, and what is wrong with it? Grain: one row per row of `raw`.
-- reads: raw
-- makes: parsed_row

create or replace temp table parsed_row as
with
texts as (
    select
        row, array_to_string(case when $own_cells is null then cells else cells[:$own_cells] end, chr(31)) as original,
        case when $own_cells is null and len(cells) > $width then trim(array_to_string(cells[$width + 1:], '')) else '' end as beyond,
        cell_text(cells[$at_person], $fill_person) as person,
        lower(cell_text(cells[$at_email], $fill_email)) as email,
        cell_text(cells[$at_name], $fill_name) as name,
        cell_text(cells[$at_country], $fill_country) as country,
        cell_text(cells[$at_registered_on], $fill_registered_on) as t_registered_on,
        cell_text(cells[$at_mentor_since], $fill_mentor_since) as t_mentor_since,
        cell_text(cells[$at_mentor_until], $fill_mentor_until) as t_mentor_until,
        cell_text(cells[$at_techniques_certified_on], $fill_techniques_certified_on) as t_techniques_certified_on,
        cell_text(cells[$at_diplomate_certified_on], $fill_diplomate_certified_on) as t_diplomate_certified_on,
        cell_text(cells[$at_examiner], $fill_examiner) as t_examiner,
        cell_text(cells[$at_courses], $fill_courses) as t_courses,
        cell_text(cells[$at_languages], $fill_languages) as t_languages,
        cell_text(cells[$at_offers], $fill_offers) as t_offers,
        cell_text(cells[$at_contact], $fill_contact) as contact,
        string_split(cell_text(cells[$at_doubts], null), ' ') as doubts
    from raw
),
-- A row with an e-mail but no id is about the person of this file who has that e-mail, unless several do.
named as (
    select
        *,
        count(distinct lower(person)) over (partition by email) as sharers,
        coalesce(lower(person), case when email is not null and sharers = 1 then min(lower(person)) over (partition by email) end, email) as who
    from texts
),
parsed as (
    select
        *,
        day_of(t_registered_on, $dates_registered_on) as registered_on,
        day_of(t_mentor_since, $dates_mentor_since) as mentor_since,
        day_of(t_mentor_until, $dates_mentor_until) as mentor_until,
        day_of(t_techniques_certified_on, $dates_techniques_certified_on) as techniques_certified_on,
        day_of(t_diplomate_certified_on, $dates_diplomate_certified_on) as diplomate_certified_on,
        yes_or_no(t_examiner) as examiner,
        hash(email, name, country, t_registered_on, t_mentor_since, t_mentor_until, t_techniques_certified_on,
            t_diplomate_certified_on, t_examiner, t_courses, t_languages, t_offers, contact) as row_hash,
        min(row_hash) over same_person != max(row_hash) over same_person as is_contradicted
    from named
    window same_person as (partition by who)
)
select
    row, original, person, email, name, country, registered_on, mentor_since, mentor_until,
    techniques_certified_on, diplomate_certified_on, examiner,
    list_of(t_courses) as courses, list_of(t_languages) as languages, list_of(t_offers) as offers, contact,
    list_filter([
        case when beyond != '' then 'too_many' end,
        case when person is null and email is null then 'person.blank'
            when is_contradicted then 'person.twice' end,
        case when email is not null and not regexp_full_match(email, '[^@\s]+@[^@\s]+') then 'email.unreadable'
            when email is not null and sharers > 1 then 'email.shared' end,
        case when t_registered_on is not null and registered_on is null then 'registered_on.unreadable' end,
        case when t_mentor_since is not null and mentor_since is null then 'mentor_since.unreadable' end,
        case when t_mentor_until is not null and mentor_until is null then 'mentor_until.unreadable'
            when mentor_until < mentor_since then 'mentor_until.before' end,
        case when t_techniques_certified_on is not null and techniques_certified_on is null
            then 'techniques_certified_on.unreadable' end,
        case when t_diplomate_certified_on is not null and diplomate_certified_on is null
            then 'diplomate_certified_on.unreadable' end
    ] || coalesce(doubts, []), lambda problem: problem is not null and problem != ''
        and not (problem = 'person.blank' and coalesce(len(doubts), 0) > 0)) as problems,
    list_filter([case when t_examiner is not null and examiner is null then 'examiner.unknown' end],
        lambda question: question is not null) as questions
from parsed;
