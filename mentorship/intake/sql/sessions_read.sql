-- What does each row of a session export say? Grain: one row per line.
-- `$at_…` are the places of the columns in `cells` (NULL: the file lacks the column), `$fill_…` what stands in for it.

create or replace temp table reading as
with
texts as (
    select
        row, array_to_string(case when $keep is null then cells else cells[:$keep] end, chr(31)) as original,
        case when $keep is null and len(cells) > $width then trim(array_to_string(cells[$width + 1:], '')) else '' end as beyond,
        said(cells[$at_held_on], $fill_held_on) as t_held_on,
        said(cells[$at_mentee], $fill_mentee) as t_mentee,
        said(cells[$at_activity], $fill_activity) as t_activity,
        said(cells[$at_modality], $fill_modality) as t_modality,
        said(cells[$at_minutes], $fill_minutes) as t_minutes,
        said(cells[$at_hours], $fill_hours) as t_hours,
        said(cells[$at_duration], $fill_duration) as t_duration,
        said(cells[$at_starts_at], $fill_starts_at) as t_starts_at,
        said(cells[$at_ends_at], $fill_ends_at) as t_ends_at,
        said(cells[$at_mentor], $fill_mentor) as t_mentor,
        said(cells[$at_mentee_name], $fill_mentee_name) as t_mentee_name,
        said(cells[$at_mentor_name], $fill_mentor_name) as t_mentor_name,
        said(cells[$at_session_id], $fill_session_id) as t_session_id,
        said(cells[$at_event], $fill_event) as t_event,
        said(cells[$at_days], $fill_days) as t_days,
        said(cells[$at_attendees], $fill_attendees) as t_attendees,
        said(cells[$at_status], $fill_status) as t_status,
        said(cells[$at_endorsed], $fill_endorsed) as t_endorsed,
        said(cells[$at_reported_by], $fill_reported_by) as t_reported_by,
        said(cells[$at_topic_course], $fill_topic_course) as t_topic_course,
        said(cells[$at_goals], $fill_goals) as t_goals,
        said(cells[$at_rating], $fill_rating) as t_rating,
        said(cells[$at_fee], $fill_fee) as t_fee,
        said(cells[$at_currency], $fill_currency) as t_currency,
        said(cells[$at_notes], $fill_notes) as t_notes
    from raw
),
-- Who is named by name only, where that name may be matched.
named as (
    select t.* replace (coalesce(t_mentee, e.person) as t_mentee, coalesce(t_mentor, m.person) as t_mentor)
    from texts as t
    left join known_name as e on e.name = case when t_mentee is null then name_key(t_mentee_name) end
    left join known_name as m on m.name = case when t_mentor is null then name_key(t_mentor_name) end
),
-- What says its zone is a moment, the same everywhere: it is moved into the programme's zone, where that is known.
-- Where the day of the session stands alone it goes with the start of that day; a day without a time is never moved.
moments as (
    select
        *,
        case when $time_zone is not null then moment_of(t_held_on, $dates, $written_in, false) end as held_moment,
        case when $time_zone is not null then moment_of(t_starts_at, $dates, $written_in, $midnights) end as start_moment,
        case when $time_zone is not null then moment_of(t_ends_at, $dates, $written_in, $midnights) end as end_moment,
        case when held_moment is not null then local_time(held_moment, $time_zone)::date
            when start_moment is not null and day_of(t_starts_at, $dates) = day_of(t_held_on, $dates)
                then local_time(start_moment, $time_zone)::date
            else day_of(t_held_on, $dates) end as held_on
    from named
),
understood as (
    select
        t.*,
        a.activity, a.needs_duration, a.needs_mentor, m.modality,
        case when t_status is null then 'completed' else s.status end as status,
        case when regexp_full_match(t_minutes, '\d{1,5}') then t_minutes::integer end as m_minutes,
        minutes_in(number_of(t_hours, $decimal_hours)) as m_hours,
        length_of(t_duration, $decimal_duration) as m_duration,
        typed_clock_of(t_starts_at, $midnights)::smallint as start_clock,
        typed_clock_of(t_ends_at, $midnights)::smallint as ends_at,
        case when start_moment is not null then
            (hour(local_time(start_moment, $time_zone)) * 60 + minute(local_time(start_moment, $time_zone)))::smallint
            else start_clock end as starts_at,
        -- Whole timestamps also say whether the end lies on another day.
        day_of(t_starts_at, $dates) as start_day,
        day_of(t_ends_at, $dates) as end_day,
        case when regexp_full_match(t_days, '\d{1,3}') and t_days::integer between 1 and 366 then t_days::integer end as days,
        case when regexp_full_match(t_attendees, '\d{1,5}') and t_attendees::integer >= 1 then t_attendees::integer end
            as attendees,
        yes_or_no(t_endorsed) as endorsed,
        reporter_of(t_reported_by) as reported_by,
        case when regexp_full_match(t_rating, '[1-5]([.,]0+)?') then left(t_rating, 1)::integer end as rating,
        number_of(t_fee, $decimal_fee)::decimal(18, 2) as fee
    from moments as t
    left join activity_word as a on a.text = t.t_activity
    left join modality_word as m on m.text = t.t_modality
    left join status_word as s on s.text = t.t_status
),
lengths as (
    select
        *,
        case when start_moment is not null and end_moment is not null
                then date_diff('minute', start_moment, end_moment)
            when end_day is not null and start_day is not null
                then (end_day - start_day) * 1440 + ends_at - start_clock
            else ends_at - start_clock end as m_clock,
        -- The column that says how long it was, first the plainest.
        coalesce(
            m_minutes, m_hours, m_duration, case when t_duration is null and m_clock between 1 and 60000 then m_clock end
        )::integer as minutes
    from understood
)
select
    row, original,
    t_session_id as session_id,
    t_mentee as mentee, lower(t_mentee) as mentee_key, t_mentee_name as mentee_name,
    t_mentor as mentor, lower(t_mentor) as mentor_key, t_mentor_name as mentor_name,
    activity, modality, held_on, minutes, starts_at,
    case when contains(t_event, '  ') then regexp_replace(t_event, ' +', ' ', 'g') else t_event end as event,
    days, attendees, status, endorsed, reported_by,
    t_topic_course as topic_course, t_goals as goals, rating, fee, t_currency as currency, t_notes as notes,
    list_filter([
        case when beyond != '' then 'too_many' end,
        case when t_held_on is null then 'held_on.blank'
            when held_on is null and has_two_orders(t_held_on) and $dates is null
                and first_number(t_held_on)::integer <= 12 and second_number(t_held_on)::integer <= 12 then 'held_on.order'
            when held_on is null then 'held_on.unreadable'
            when held_on < date '1950-01-01' or held_on > date '2100-12-31' then 'held_on.far' end,
        case when t_mentee is null then 'mentee.blank' end,
        case when t_activity is null then 'activity.blank' when activity is null then 'activity.unknown' end,
        case when t_modality is null then 'modality.blank' when modality is null then 'modality.unknown' end,
        case when t_minutes is not null and m_minutes is null then 'minutes.unreadable'
            when m_minutes = 0 and status not in ('cancelled', 'no_show') then 'minutes.zero'
            when m_minutes > 60000 then 'minutes.unreadable' end,
        case when t_hours is not null and m_hours is null
                then case when could_be_thousands(t_hours) and $decimal_hours is null then 'hours.decimal' else 'hours.unreadable' end
            when m_hours = 0 and status not in ('cancelled', 'no_show') then 'hours.zero' end,
        case when t_duration is not null and m_duration is null
                then case when regexp_full_match(t_duration, '[\d.,]+') then 'duration.bare' else 'duration.unreadable' end
            when m_duration = 0 and status not in ('cancelled', 'no_show') then 'duration.zero'
            when m_duration > 60000 then 'duration.unreadable' end,
        case when abs(m_minutes - m_hours) > 1 or abs(m_minutes - m_duration) > 1 or abs(m_hours - m_duration) > 1
            then 'minutes.disagree' end,
        case when t_starts_at is not null and starts_at is null then 'starts_at.unreadable' end,
        case when t_ends_at is not null and ends_at is null then 'ends_at.unreadable'
            when m_clock <= 0 and t_minutes is null and t_hours is null and t_duration is null then 'ends_at.before'
            when m_clock > 60000 and t_minutes is null and t_hours is null and t_duration is null then 'ends_at.far' end,
        case when needs_duration and minutes is null and t_minutes is null and t_hours is null and t_duration is null
            and (t_starts_at is null or t_ends_at is null) and status not in ('cancelled', 'no_show')
            then 'minutes.blank' end,
        case when needs_mentor and t_mentor is null and status not in ('cancelled', 'no_show') then 'mentor.blank' end,
        case when t_days is not null and days is null then 'days.unreadable' end,
        case when t_attendees is not null and attendees is null then 'attendees.unreadable' end,
        case when status is null then 'status.unknown' end,
        case when t_endorsed is not null and endorsed is null then 'endorsed.unknown' end,
        case when t_reported_by is not null and reported_by is null then 'reported_by.unknown' end,
        case when t_rating is not null and rating is null then 'rating.unreadable' end,
        case when t_fee is not null and fee is null then 'fee.unreadable' end
    ], lambda complaint: complaint is not null) as complaints,
    -- A row is itself again by the source's id and the mentee; without an id, by all it says.
    md5_number(concat_ws(chr(31),
        coalesce(t_session_id, ''), mentee_key, coalesce(t_mentee_name, ''), coalesce(mentor_key, ''),
        coalesce(t_mentor_name, ''), activity, modality, held_on, coalesce(minutes, -1), coalesce(starts_at, -1),
        coalesce(t_event, ''), coalesce(days, -1), coalesce(attendees, -1), status, coalesce(endorsed::varchar, ''),
        coalesce(reported_by, ''), coalesce(t_topic_course, ''), coalesce(t_goals, ''), coalesce(rating, -1),
        coalesce(fee, -1), coalesce(t_currency, ''), coalesce(t_notes, ''))) as content,
    coalesce(t_session_id, content::varchar) as identity,
    1 as occurrence
from lengths;
