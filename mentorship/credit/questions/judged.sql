-- What do the rules object to in each session on its own? Grain: one row per session. People and terms are told by their
-- numbers: verdict.sql turns them into words again.
-- makes: judged
create or replace temp macro judged(sessions, mentees, leaders, rulings, terms, reading) as table
with
-- Each session beside the terms of its activity on that day, and what is known of whoever led it.
termed as (
    select
        record_of(s.import_no, s.row) as record, m.mentee_no, l.mentor_no, s.held_on, s.starts_at, s.minutes,
        s.days, s.status, s.modality = 'virtual' as is_virtual,
        case when s.event is not null then hash(lower(s.event)) end as event_key,
        t.* exclude (activity, category, valid_from, valid_until), t.activity is not null as is_known_activity,
        case when t.activity is null then s.activity end as unknown_activity,
        s.status in ('cancelled', 'no_show') as is_missed,
        s.status = 'scheduled' or s.held_on > r.as_of as is_ahead,
        not case when s.modality = 'virtual' then t.allows_virtual else t.allows_in_person end as is_other_modality,
        t.endorsement_required and not s.endorsed as is_not_endorsed,
        s.attendees < t.least_attendees as is_too_small,
        s.attendees > t.most_attendees as is_too_large,
        -- A plan (import 0) names nobody yet: whoever will lead it is taken to be certified.
        coalesce(case when s.import_no > 0 then case t.standing
            when 'mentor' then l.mentor_since <= s.held_on and s.held_on <= coalesce(l.mentor_until, s.held_on)
            when 'provider' then l.provider_since <= s.held_on
            else true end else true end, false) as is_certified,
        coalesce(case t.standing when 'mentor' then l.mentor_known else l.provider_known end, false) as is_in_our_data,
        r.refuse_unknown,
        case when not r.by_level then 0::tinyint when m.diplomate_on <= s.held_on then 2::tinyint
            when m.techniques_on <= s.held_on then 1::tinyint else 0::tinyint end as level_no,
        -- A titled recording is one session for all days.
        t.once_per_event and s.event is not null as is_for_all_days,
        k.ruling_no, k.about, k.effect
    from query_table(sessions) as s
    cross join query_table(reading) as r
    join query_table(mentees) as m on m.mentee_key = s.mentee_key
    left join query_table(leaders) as l on l.mentor_key = s.mentor_key
    left join query_table(rulings) as k on k.record = record_of(s.import_no, s.row)
    left join query_table(terms) as t
        on t.activity = s.activity and t.valid_from <= s.held_on and s.held_on < t.valid_until
),
-- To most sessions nobody objects: only for the others the objections are listed.
objected as (
    select *,
        case
            when not (is_missed or is_ahead or not is_known_activity
                or (not is_certified and (refuse_unknown or is_in_our_data))
                or coalesce(held_on < counts_from or held_on > counts_until or is_other_modality or is_not_endorsed
                    or is_too_small or is_too_large, false)) then []
            else list_filter([
                case when is_missed then 'status.' || status when status = 'scheduled' then 'status.scheduled'
                    when is_ahead then 'status.future' end,
                case when not is_known_activity then 'activity.unknown' end,
                case when held_on < counts_from then 'window.before' end,
                case when held_on > counts_until then 'window.after' end,
                case when is_other_modality then 'modality.not_allowed' end,
                case when is_certified then null when is_in_our_data then 'standing.' || standing || '_not_certified'
                    when refuse_unknown then 'standing.unknown' end,
                case when is_not_endorsed then 'endorsement.refused' end,
                case when is_too_small then 'group_size.too_small' when is_too_large then 'group_size.too_large' end
            ], lambda rule: rule is not null)
        end as objections
    from termed
),
-- A ruling that accepts sets objections aside: one on a person those about standing, one on a session or event all
-- but those about whether it was held at all. One that refuses is an objection itself.
ruled_on as (
    select *,
        case effect
            when 'refuse' then list_append(objections, 'precedent.refused')
            when 'accept' then list_filter(objections, lambda rule: starts_with(rule, 'status.')
                or rule = 'activity.unknown' or (about = 'person' and not starts_with(rule, 'standing.')))
            else objections
        end as against
    from objected
)
select
    record, mentee_no, mentor_no, term_no, activity_no, unknown_activity, bucket_no + level_no as bucket_no, level_no,
    is_virtual, held_on, starts_at, event_key, minutes, is_missed, is_ahead and not is_missed as is_planned,
    -- Nothing is left to object; what follows is only about which records count, and for how much.
    against, len(against) = 0 as is_admitted, not is_certified as is_unverified,
    coalesce(effect = 'accept' and (len(against) < len(objections) or not is_certified), false) as is_accepted,
    ruling_no, effect,
    by_duration, case when by_day then coalesce(days, 1) end as days, credit_minutes, session_cap, event_cap,
    -- Its length, or so much each, or so much a day; within the cap per session.
    least(case when by_duration then coalesce(minutes, 0) when by_day then credit_minutes * coalesce(days, 1)
        else credit_minutes end, session_cap) as worth,
    -- What makes two records one session. An untitled recording is like no other.
    is_for_all_days,
    case
        when untitled_each and event_key is null then hash(mentee_no, record)
        when is_for_all_days then hash(mentee_no, activity_no, unknown_activity, event_key)
        else hash(mentee_no, activity_no, unknown_activity, event_key, mentor_no, held_on, starts_at,
            case when starts_at is null then coalesce(minutes, 0) end)
    end as once_key
from ruled_on;
