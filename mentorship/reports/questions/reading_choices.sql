-- Who answered which reading, when and why? Grain: one row per choice, the newest first. For everybody: rules are public;
-- notes are for the ombudsman.
-- reads: audit_entry, reading_choice
select
    c.reading, c.answer, c.reason, c.author, c.chosen_on,
    case when $viewer_role = 'ombudsman' then n.reason end as note
from reading_choice as c
left join audit_entry as n on n.action = 'note' and n.subject = 'reading choice ' || c.choice_no
order by c.choice_no desc;
