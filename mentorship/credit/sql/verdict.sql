-- What does each session earn, and by which rules? Grain: one row per session in scope.

create or replace temp table verdict as
with
weighed as (
    select
        j.*, d.place is not null as is_doubled, d.is_repeat, d.same_as_import, d.same_as_row,
        p.used_minutes, p.used_on, n.named_days, n.earned_days,
        case
            when not j.stands or is_doubled then 0
            when p.row is not null then p.credited
            when j.basis = 'per_day' then least(
                j.credit_minutes * n.earned_days, case when j.cap_per = 'session' then j.cap_minutes end)
            else j.worth
        end as credited
    from judged as j
    left join doubled as d using (import_no, row)
    left join capped as p using (import_no, row)
    left join days_earned as n using (import_no, row)
)
select
    import_no, row, mentee_no, mentor, held_on, activity, category, modality, level,
    coalesce(minutes, 0) as recorded_minutes,
    credited as credited_minutes,
    case when is_planned then 'planned' when credited = 0 then 'refused' when credited < coalesce(minutes, 0) then 'reduced'
        else 'credited' end as outcome,
    case
        when not stands then against
        -- Most sessions count for as long as they were: no rule speaks.
        when basis = 'duration' and credited = minutes and not is_doubled and not is_accepted then []
        else list_filter([
        case when is_accepted then 'precedent.accepted' end,
        case when is_doubled then case when is_repeat then 'counted_once.repeat' else 'counted_once.duplicate' end end,
        case when earned_days < named_days then 'counted_once.same_day' end,
        case when credited > 0 and basis = 'fixed' then 'fixed_credit.each' end,
        case when credited > 0 and basis = 'per_day' then 'fixed_credit.per_day' end,
        case when cap_per = 'session' and basis = 'duration' and minutes > cap_minutes and credited > 0
            then 'cap.session' end,
        case when credited < least(worth, credit_minutes * earned_days) and cap_per = 'event' and not is_doubled
            then 'cap.event' end
    ], lambda rule: rule is not null) end as rules,
    case when credited > 0 and standing_that_day = 'unknown' and not is_accepted then ['standing'] else [] end as unverified,
    worth as worth_minutes, used_minutes, used_on, same_as_import, same_as_row,
    case when is_accepted or ruling = 'refuse' then precedent_no end as precedent_no
from weighed;
