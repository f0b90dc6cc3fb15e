-- What does each row of a people export say? Grain: one row per line.

create or replace temp table reading as
with
texts as (
    select
        row, array_to_string(case when $keep is null then cells else cells[:$keep] end, chr(31)) as original,
        case when $keep is null and len(cells) > $width then trim(array_to_string(cells[$width + 1:], '')) else '' end as beyond,
        said(cells[$at_person], $fill_person) as person,
        lower(said(cells[$at_email], $fill_email)) as email,
        said(cells[$at_name], $fill_name) as name,
        said(cells[$at_country], $fill_country) as country,
        said(cells[$at_registered_on], $fill_registered_on) as t_registered_on,
        said(cells[$at_mentor_since], $fill_mentor_since) as t_mentor_since,
        said(cells[$at_mentor_until], $fill_mentor_until) as t_mentor_until,
        said(cells[$at_techniques_certified_on], $fill_techniques_certified_on) as t_techniques_certified_on,
        said(cells[$at_diplomate_certified_on], $fill_diplomate_certified_on) as t_diplomate_certified_on,
        said(cells[$at_examiner], $fill_examiner) as t_examiner,
        said(cells[$at_courses], $fill_courses) as t_courses,
        said(cells[$at_languages], $fill_languages) as t_languages,
        said(cells[$at_offers], $fill_offers) as t_offers
    from raw
),
-- A row with an e-mail alone is about the person of this file whose e-mail it is; where several share it, about nobody.
named as (
    select
        *,
        count(distinct lower(person)) over (partition by email) as sharers,
        coalesce(lower(person), case when email is not null and sharers = 1 then min(lower(person)) over (partition by email) end, email) as who
    from texts
),
understood as (
    select
        *,
        day_of(t_registered_on, $dates_registered_on) as registered_on,
        day_of(t_mentor_since, $dates_mentor_since) as mentor_since,
        day_of(t_mentor_until, $dates_mentor_until) as mentor_until,
        day_of(t_techniques_certified_on, $dates_techniques_certified_on) as techniques_certified_on,
        day_of(t_diplomate_certified_on, $dates_diplomate_certified_on) as diplomate_certified_on,
        yes_or_no(t_examiner) as examiner,
        hash(email, name, country, t_registered_on, t_mentor_since, t_mentor_until, t_techniques_certified_on,
            t_diplomate_certified_on, t_examiner, t_courses, t_languages, t_offers) as said_of,
        min(said_of) over same_person != max(said_of) over same_person as is_contradicted
    from named
    window same_person as (partition by who)
)
select
    row, original, person, email, name, country, registered_on, mentor_since, mentor_until,
    techniques_certified_on, diplomate_certified_on, examiner,
    list_of(t_courses) as courses, list_of(t_languages) as languages, list_of(t_offers) as offers,
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
            then 'diplomate_certified_on.unreadable' end,
        case when t_examiner is not null and examiner is null then 'examiner.unknown' end
    ], lambda complaint: complaint is not null) as complaints
from understood;
