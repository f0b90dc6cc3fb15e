-- What speaks for and against each session on its own? Grain: one row per session in scope.
-- Each session beside the terms in force on its day, and what our data say of the person who led it.
create or replace temp table judged as
with
termed as (
    select
        s.*, t.* exclude (activity, modality),
        t.modality as modalities,
        t.activity is not null as is_known,
        s.status in ('cancelled', 'no_show') as is_missed,
        s.status not in ('cancelled', 'no_show') and (s.status = 'scheduled' or s.held_on > r.as_of) as is_planned,
        case
            -- A plan (import 0) names nobody yet: whoever will lead it is taken to be certified.
            when s.import_no = 0 and t.standing != 'none' then 'held'
            when t.standing = 'mentor' then case
                when s.mentor_since <= s.held_on and s.held_on <= coalesce(s.mentor_until, s.held_on) then 'held'
                when s.mentor_known then 'not_held'
                else 'unknown' end
            when t.standing = 'provider' then case
                when s.provider_since <= s.held_on then 'held'
                when s.provider_known then 'not_held'
                else 'unknown' end
            else 'not_asked'
        end as standing_that_day,
        r.refuse_unknown,
        case when not r.by_level then 'none'
            when c.diplomate_on <= s.held_on then 'diplomate'
            when c.techniques_on <= s.held_on then 'techniques'
            else 'none'
        end as level,
        k.precedent_no, k.about as ruled_about, k.ruling
    from case_session as s
    cross join rule_reading as r
    join case_mentee as c on c.mentee_no = s.mentee_no
    left join ruled as k on k.import_no = s.import_no and k.row = s.row
    left join rule_term as t
        on t.activity = s.activity and t.valid_from <= s.held_on and s.held_on < t.valid_until
)
select
    import_no, row, mentee_no, mentor, session_id, occurrence, activity, modality, category, level, held_on, starts_at, event,
    minutes, days, basis, credit_minutes, cap_minutes, cap_per, is_missed, is_planned, standing_that_day, precedent_no, ruling,
    list_filter([
        case when status = 'cancelled' then 'status.cancelled' end,
        case when status = 'no_show' then 'status.no_show' end,
        case when status = 'scheduled' then 'status.scheduled' when is_planned then 'status.future' end,
        case when not is_known then 'activity.unknown' end,
        case when held_on < counts_from then 'window.before' end,
        case when held_on > counts_until then 'window.after' end,
        case when not list_contains(modalities, modality) then 'modality.not_allowed' end,
        case when standing_that_day = 'not_held' then 'standing.' || standing || '_not_certified' end,
        case when standing_that_day = 'unknown' and refuse_unknown then 'standing.unknown' end,
        case when endorsement_required and not endorsed then 'endorsement.refused' end,
        case when attendees < least_attendees then 'group_size.too_small'
            when attendees > most_attendees then 'group_size.too_large' end
    ], lambda rule: rule is not null) as objections,
    -- A ruling sets objections aside: one on a person those about standing, one on a session or event all but those
    -- about whether it was held at all. Or it is an objection itself.
    case ruling
        when 'refuse' then list_append(objections, 'precedent.refused')
        when 'accept' then list_filter(objections, lambda rule: starts_with(rule, 'status.') or rule = 'activity.unknown'
            or (ruled_about = 'person' and not starts_with(rule, 'standing.')))
        else objections
    end as against,
    coalesce(ruling = 'accept' and (len(against) < len(objections) or standing_that_day = 'unknown'), false) as is_accepted,
    -- Per session: its length, so much each, or so much a day; within the cap per session.
    least(
        case basis when 'duration' then coalesce(minutes, 0) when 'fixed' then credit_minutes
            else credit_minutes * coalesce(days, 1) end,
        case when cap_per = 'session' then cap_minutes end
    ) as worth,
    -- No rule speaks against it; what follows is only about which records count, and how much.
    len(against) = 0 as stands,
    -- What makes two records one session. An untitled recording is like no other; a titled one is one for all days.
    case when not (once_per_event and event is not null) then held_on end as once_day,
    case
        when untitled_each and event is null then hash(import_no, row)
        when once_per_event and event is not null then hash(activity, event)
        else hash(activity, event, mentor, starts_at, case when starts_at is null then coalesce(minutes, 0) end)
    end as once_key
from termed;

