-- What does each session earn, and by which rules? Grain: one row per session. `verdict_in_words` gives people, terms and
-- closed words their names again.
-- makes: verdict, verdict_in_words
create or replace temp macro verdict(judged, adjusted) as table
with
weighed as (
    select
        j.*, a.* exclude (record, capped_minutes), a.same_as is not null as is_duplicate,
        case
            when not j.is_admitted or is_duplicate then 0
            when a.capped_minutes is not null then a.capped_minutes
            when j.days is not null then least(j.credit_minutes * a.earned_days, j.session_cap)
            else j.worth
        end::integer as credited
    from query_table(judged) as j
    left join query_table(adjusted) as a using (record)
)
select
    record, mentee_no, mentor_no, term_no, unknown_activity, held_on, bucket_no, is_virtual, level_no,
    not is_missed and not is_planned as is_held, coalesce(minutes, 0) as recorded_minutes, credited as credited_minutes,
    case when is_planned then 'planned'::outcome when credited = 0 then 'refused'::outcome
        when credited < coalesce(minutes, 0) then 'reduced'::outcome else 'credited'::outcome end as outcome,
    case
        when not is_admitted then against
        -- Most sessions count for their whole length: no rule applies.
        when by_duration and credited = minutes and not is_duplicate and not is_accepted then []
        else list_filter([
            case when is_accepted then 'precedent.accepted' end,
            case when is_duplicate then case when is_repeat then 'counted_once.repeat' else 'counted_once.duplicate' end end,
            case when earned_days < named_days then 'counted_once.same_day' end,
            case when credited > 0 and days is null and not by_duration then 'fixed_credit.each' end,
            case when credited > 0 and days is not null then 'fixed_credit.per_day' end,
            case when by_duration and minutes > session_cap and credited > 0 then 'cap.session' end,
            case when credited < least(worth, credit_minutes * earned_days) and event_cap is not null and not is_duplicate
                then 'cap.event' end
        ], lambda rule: rule is not null)
    end as rules,
    case when credited > 0 and is_unverified and not is_accepted then ['standing'] else [] end as unverified,
    worth as worth_minutes, used_minutes, used_on, import_of(same_as) as same_as_import, row_of(same_as) as same_as_row,
    case when is_accepted or effect = 'refuse' then ruling_no end as ruling_no
from weighed;

create or replace temp macro verdict_in_words(verdicts, mentees, leaders, terms) as table
select
    import_of(v.record) as import_no, row_of(v.record) as row, m.mentee, l.mentor,
    coalesce(t.activity, v.unknown_activity) as activity, t.category, t.standing as led_by,
    case when is_virtual then 'virtual'::modality when not is_virtual then 'in_person'::modality end as modality,
    case level_no when 2 then 'diplomate'::level when 1 then 'techniques'::level else 'none'::level end as level,
    v.* exclude (record, mentee_no, mentor_no, term_no, unknown_activity, is_virtual, level_no)
from query_table(verdicts) as v
join query_table(mentees) as m using (mentee_no)
left join (select distinct mentor_no, mentor from query_table(leaders)) as l on l.mentor_no = v.mentor_no
left join query_table(terms) as t on t.term_no = v.term_no;
