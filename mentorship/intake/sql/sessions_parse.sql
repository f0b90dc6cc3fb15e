-- What does each row of a session export say, and what is wrong with it? Grain: one row per row of `raw`.
-- `$at_…` is a column's place in `cells` (NULL: the file lacks the column), `$fill_…` the value for blank cells.
-- reads: activity_lookup, endorsed_lookup, known_name, modality_lookup, moment_lookup, raw, reporter_lookup
-- reads: status_lookup
-- makes: parsed_row

create or replace temp table parsed_row as
with
texts as (
    select
        row, array_to_string(case when $own_cells is null then cells else cells[:$own_cells] end, chr(31)) as original,
        case when $own_cells is null and len(cells) > $width then trim(array_to_string(cells[$width + 1:], '')) else '' end as beyond,
        cell_text(cells[$at_held_on], $fill_held_on) as t_held_on,
        cell_text(cells[$at_mentee], $fill_mentee) as t_mentee,
        cell_text(cells[$at_activity], $fill_activity) as t_activity,
        cell_text(cells[$at_modality], $fill_modality) as t_modality,
        cell_text(cells[$at_minutes], $fill_minutes) as t_minutes,
        cell_text(cells[$at_hours], $fill_hours) as t_hours,
        cell_text(cells[$at_duration], $fill_duration) as t_duration,
        cell_text(cells[$at_starts_at], $fill_starts_at) as t_starts_at,
        cell_text(cells[$at_ends_at], $fill_ends_at) as t_ends_at,
        cell_text(cells[$at_mentor], $fill_mentor) as t_mentor,
        cell_text(cells[$at_mentee_name], $fill_mentee_name) as t_mentee_name,
        cell_text(cells[$at_mentor_name], $fill_mentor_name) as t_mentor_name,
        cell_text(cells[$at_session_id], $fill_session_id) as t_session_id,
        cell_text(cells[$at_event], $fill_event) as t_event,
        cell_text(cells[$at_days], $fill_days) as t_days,
        cell_text(cells[$at_attendees], $fill_attendees) as t_attendees,
        cell_text(cells[$at_status], $fill_status) as t_status,
        cell_text(cells[$at_endorsed], $fill_endorsed) as t_endorsed,
        cell_text(cells[$at_reported_by], $fill_reported_by) as t_reported_by,
        cell_text(cells[$at_topic_course], $fill_topic_course) as t_topic_course,
        cell_text(cells[$at_goals], $fill_goals) as t_goals,
        cell_text(cells[$at_rating], $fill_rating) as t_rating,
        cell_text(cells[$at_fee], $fill_fee) as t_fee,
        cell_text(cells[$at_currency], $fill_currency) as t_currency,
        cell_text(cells[$at_notes], $fill_notes) as t_notes,
        is_no_show(cell_text(cells[$at_no_show], null)) as stayed_away,
        -- What other cells of the row say of its status, and the doubts about its cells, found as they were put into plain
        -- form.
        cell_text(cells[$at_said_status], null) as said_status,
        string_split(cell_text(cells[$at_doubts], null), ' ') as doubts
    from raw
),
-- Whom a name alone means, where that is known.
named as (
    select t.* replace (coalesce(t_mentee, e.person) as t_mentee, coalesce(t_mentor, m.person) as t_mentor)
    from texts as t
    left join known_name as e on e.name = case when t_mentee is null then name_key(t_mentee_name) end
    left join known_name as m on m.name = case when t_mentor is null then name_key(t_mentor_name) end
),
-- Days and times of day, taken apart cell by different cell.
days as (
    select
        n.*,
        h.day as held_day, case when $time_zone is not null then h.clock end as held_clock,
        -- Full timestamps also say whether the end is on another day.
        b.day as start_day, e.day as end_day, b.typed_clock as start_clock, e.typed_clock as ends_at
    from named as n
    join moment_lookup as h on h.text = coalesce(n.t_held_on, '')
    join moment_lookup as b on b.text = coalesce(n.t_starts_at, '')
    join moment_lookup as e on e.text = coalesce(n.t_ends_at, '')
),
moments as (
    select
        *,
        case when $time_zone is not null then moment_of(held_day, held_clock, t_held_on, $written_in) end as held_moment,
        case when $time_zone is not null then moment_of(start_day, start_clock, t_starts_at, $written_in) end as start_moment,
        case when $time_zone is not null then moment_of(end_day, ends_at, t_ends_at, $written_in) end as end_moment
    from days
),
-- A day with a time whose zone is known is a moment, converted to the programme's zone where that is set. A day of the
-- session that stands alone goes with the start beside it, if both are the same day; plain dates are never converted.
local_days as (
    select
        *,
        case when held_moment is not null then local_time(held_moment, $time_zone)::date
            when start_moment is not null and start_day = held_day then local_time(start_moment, $time_zone)::date
            else held_day end as held_on
    from moments
),
parsed as (
    select
        t.*,
        a.activity, a.needs_duration, a.needs_mentor, m.modality,
        case when stayed_away then 'no_show' when t_status is null then coalesce(said_status, 'completed')
            else s.status end as status,
        case when regexp_full_match(t_minutes, '\d{1,5}') then t_minutes::integer end as m_minutes,
        minutes_in(number_of(t_hours, $decimal_hours)) as m_hours,
        length_of(t_duration, $decimal_duration) as m_duration,
        case when start_moment is not null then
            (hour(local_time(start_moment, $time_zone)) * 60 + minute(local_time(start_moment, $time_zone)))::smallint
            else start_clock end as starts_at,
        case when regexp_full_match(t_days, '\d{1,3}') and t_days::integer between 1 and 366 then t_days::integer end as days,
        case when regexp_full_match(t_attendees, '\d{1,5}') and t_attendees::integer >= 1 then t_attendees::integer end
            as attendees,
        y.endorsed, r.reporter as reported_by,
        case when regexp_full_match(t_rating, '[1-5]([.,]0+)?') then left(t_rating, 1)::integer end as rating,
        number_of(t_fee, $decimal_fee)::decimal(18, 2) as fee
    from local_days as t
    join activity_lookup as a on a.text = coalesce(t.t_activity, '')
    join modality_lookup as m on m.text = coalesce(t.t_modality, '')
    join status_lookup as s on s.text = coalesce(t.t_status, '')
    join endorsed_lookup as y on y.text = coalesce(t.t_endorsed, '')
    join reporter_lookup as r on r.text = coalesce(t.t_reported_by, '')
),
lengths as (
    select
        *,
        -- Two times without their days, from an evening into the night: of one session, which is then asked about.
        coalesce(end_day is null and start_clock >= 18 * 60 and ends_at <= 6 * 60, false) as is_past_midnight,
        case when start_moment is not null and end_moment is not null
                then date_diff('minute', start_moment, end_moment)
            when end_day is not null and start_day is not null
                then (end_day - start_day) * 1440 + ends_at - start_clock
            else ends_at - start_clock + case when is_past_midnight then 1440 else 0 end end as m_clock,
        -- Of the columns that say how long it was, the plainest.
        coalesce(
            m_minutes, m_hours, m_duration, case when t_duration is null and m_clock between 1 and 60000 then m_clock end
        )::integer as minutes
    from parsed
),
objected as (
    select
        *,
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
                when m_hours = 0 and status not in ('cancelled', 'no_show') then 'hours.zero'
                when m_hours > 1440 and needs_duration and t_days is null then 'hours.far' end,
            case when t_duration is not null and m_duration is null
                    then case when regexp_full_match(t_duration, '[\d.,]+') then 'duration.bare' else 'duration.unreadable' end
                when m_duration = 0 and status not in ('cancelled', 'no_show') then 'duration.zero'
                when m_duration > 60000 then 'duration.unreadable' end,
            case when abs(m_minutes - m_hours) > 1 or abs(m_minutes - m_duration) > 1 or abs(m_hours - m_duration) > 1
                then 'minutes.disagree' end,
            case when t_starts_at is not null and starts_at is null and minutes is null and coalesce(needs_duration, true)
                then 'starts_at.unreadable' end,
            case when t_ends_at is not null and ends_at is null and minutes is null and coalesce(needs_duration, true)
                    then 'ends_at.unreadable'
                when m_clock <= 0 and t_minutes is null and t_hours is null and t_duration is null then 'ends_at.before'
                when m_clock > 60000 and t_minutes is null and t_hours is null and t_duration is null then 'ends_at.far' end,
            case when needs_duration and minutes is null and t_minutes is null and t_hours is null and t_duration is null
                and (t_starts_at is null or t_ends_at is null) and status not in ('cancelled', 'no_show')
                then 'minutes.blank' end,
            case when needs_mentor and t_mentor is null and status not in ('cancelled', 'no_show') then 'mentor.blank' end,
            case when status is null then 'status.unknown'
                when said_status is not null and t_status is not null and status not in ('cancelled', 'no_show')
                    then 'status.doubtful' end
        ], lambda problem: problem is not null) as objections
    from lengths
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
    -- To most rows there are none.
    case when len(objections) = 0 and doubts is null then objections
    else list_filter(objections || coalesce(doubts, []), lambda problem: problem != ''
        and not (status in ('cancelled', 'no_show') and (problem = 'status.doubtful' or problem like 'mentor.%'))
        and not (not coalesce(needs_mentor, true) and problem like 'mentor.%')
        -- Where a doubt says what is wrong with a cell, that its plain form is blank says nothing more.
        and not (problem like '%.blank' and coalesce(len(list_filter(doubts, lambda doubt:
            doubt like replace(problem, '.blank', '.%'))), 0) > 0))
    end as problems,
    list_filter([
        case when t_starts_at is not null and starts_at is null and (minutes is not null or not needs_duration)
            then 'starts_at.unreadable' end,
        case when t_ends_at is not null and ends_at is null and (minutes is not null or not needs_duration)
                then 'ends_at.unreadable'
            when is_past_midnight and minutes = m_clock then 'ends_at.midnight' end,
        case when t_days is not null and days is null then 'days.unreadable' end,
        case when t_attendees is not null and attendees is null then 'attendees.unreadable' end,
        case when t_endorsed is not null and endorsed is null then 'endorsed.unknown' end,
        case when t_reported_by is not null and reported_by is null then 'reported_by.unknown' end,
        case when t_rating is not null and rating is null then 'rating.unreadable' end,
        case when t_fee is not null and fee is null then 'fee.unreadable' end
    ], lambda question: question is not null) as questions,
    -- A session is the same one in another file by the source's id and the mentee; without an id, by all that it says.
    -- A change here makes another session of every row without an id.
    md5_number(concat_ws(chr(31),
        coalesce(t_session_id, ''), mentee_key, coalesce(t_mentee_name, ''), coalesce(mentor_key, ''),
        coalesce(t_mentor_name, ''), activity, modality, held_on, coalesce(minutes, -1), coalesce(starts_at, -1),
        coalesce(t_event, ''), coalesce(days, -1), coalesce(attendees, -1), status, coalesce(endorsed::varchar, ''),
        coalesce(reported_by, ''), coalesce(t_topic_course, ''), coalesce(t_goals, ''), coalesce(rating, -1),
        coalesce(fee, -1), coalesce(t_currency, ''), coalesce(t_notes, ''))) as content,
    coalesce(t_session_id, content::varchar) as identity,
    1 as occurrence
from objected;
