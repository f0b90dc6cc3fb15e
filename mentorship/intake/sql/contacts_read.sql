-- What does each row of the ombudsman's contacts say? Grain: one row per line.

create or replace temp table reading as
with
texts as (
    select
        row, array_to_string(case when $keep is null then cells else cells[:$keep] end, chr(31)) as original,
        case when $keep is null and len(cells) > $width then trim(array_to_string(cells[$width + 1:], '')) else '' end as beyond,
        said(cells[$at_mentor], $fill_mentor) as mentor,
        said(cells[$at_contacted_on], $fill_contacted_on) as t_contacted_on,
        said(cells[$at_channel], $fill_channel) as channel,
        said(cells[$at_summary], $fill_summary) as summary
    from raw
)
select
    row, original, mentor, lower(mentor) as mentor_key, day_of(t_contacted_on, $dates_contacted_on) as contacted_on,
    channel, summary,
    list_filter([
        case when beyond != '' then 'too_many' end,
        case when mentor is null then 'mentor.blank' end,
        case when t_contacted_on is null then 'contacted_on.blank'
            when contacted_on is null then 'contacted_on.unreadable' end
    ], lambda complaint: complaint is not null) as complaints
from texts;
