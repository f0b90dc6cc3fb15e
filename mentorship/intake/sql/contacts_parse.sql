-- What does each row of the ombudsman's contacts say, and what is wrong with it? Grain: one row per row of `raw`.
-- reads: raw
-- makes: parsed_row

create or replace temp table parsed_row as
with
texts as (
    select
        row, array_to_string(case when $own_cells is null then cells else cells[:$own_cells] end, chr(31)) as original,
        case when $own_cells is null and len(cells) > $width then trim(array_to_string(cells[$width + 1:], '')) else '' end as beyond,
        cell_text(cells[$at_mentor], $fill_mentor) as mentor,
        cell_text(cells[$at_contacted_on], $fill_contacted_on) as t_contacted_on,
        cell_text(cells[$at_channel], $fill_channel) as channel,
        cell_text(cells[$at_summary], $fill_summary) as summary,
        string_split(cell_text(cells[$at_doubts], null), ' ') as doubts
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
    ] || coalesce(doubts, []), lambda problem: problem is not null and problem != ''
        and not (problem like '%.blank' and coalesce(len(list_filter(doubts, lambda doubt:
            doubt like replace(problem, '.blank', '.%'))), 0) > 0)) as problems,
    []::varchar[] as questions
from texts;
