-- How is a single cell parsed? Each macro gives NULL for what it cannot read: nothing is guessed.
--   clock_hour, clock_half, clock_of, typed_clock_of, seconds_of, offset_of, moment_of, local_time, could_be_thousands,
--   number_of, minutes_in, length_of, yes_or_no, is_no_show, modality_of, status_of, reporter_of, list_of
-- makes: calendar_day, cell_text, clock_half, clock_hour, clock_of, could_be_thousands, day_of, ends_as_time
-- makes: first_number, has_two_orders, is_no_show, length_of, list_of, local_time, match_key, minutes_in, modality_of, moment_of
-- makes: month_number, number_of, offset_of, reporter_of, second_number, seconds_of, status_of, typed_clock_of
-- makes: yes_or_no

-- The text of a cell, trimmed, or what fills a blank one. Blanks other than spaces are trimmed as the file is read.
create or replace temp macro cell_text(cell, filled) as
    case
        when cell = '' then filled
        when cell like ' %' or cell like '% ' then coalesce(nullif(trim(cell), ''), filled)
        else coalesce(cell, filled)
    end;

-- A text as it is compared with codes and spellings: 'One-on-one ' → 'one on one'.
create or replace temp macro match_key(text) as
    trim(regexp_replace(lower(text), '[[:punct:][:space:]]+', ' ', 'g'));

-- A date from a year, a month and a day as text; NULL for a day that no calendar has.
create or replace temp macro calendar_day(year, month, day) as
    try_cast(year || '-' || lpad(month, 2, '0') || '-' || lpad(day, 2, '0') as date);

-- English months; those of other languages are put into plain form before.
create or replace temp macro month_number(name) as
    case rtrim(lower(name), '.')
        when 'jan' then '1' when 'january' then '1' when 'feb' then '2' when 'february' then '2'
        when 'mar' then '3' when 'march' then '3' when 'apr' then '4' when 'april' then '4' when 'may' then '5'
        when 'jun' then '6' when 'june' then '6' when 'jul' then '7' when 'july' then '7'
        when 'aug' then '8' when 'august' then '8' when 'sep' then '9' when 'sept' then '9' when 'september' then '9'
        when 'oct' then '10' when 'october' then '10' when 'nov' then '11' when 'november' then '11'
        when 'dec' then '12' when 'december' then '12'
    end;

-- Whether nothing follows a day but a time. Whatever else is left over means something, so the cell is not parsed here.
create or replace temp macro ends_as_time(text) as regexp_matches(text,
    '\d(,?[T ]\s*\d{1,2}:[0-5]\d(:[0-5]\d(\.\d+)?)?(\s*[AaPp]\.?\s?[Mm]\.?)?(Z|\s?[+\-]\d{2}(:?\d{2})?)?)$');

-- The two leading numbers of a date such as 03/04/2025, whichever is the day.
create or replace temp macro first_number(text) as regexp_extract(text, '^(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}(\D|$)', 1);
create or replace temp macro second_number(text) as regexp_extract(text, '^(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}(\D|$)', 2);
create or replace temp macro has_two_orders(text) as first_number(text) != '';

-- The date that a cell is, or begins with before a time. `dates` ('day-first', 'month-first' or NULL) decides where both
-- ways are possible.
create or replace temp macro day_of(text, dates) as
    case
        when text is null then null
        when length(text) > 10 and not ends_as_time(text) and not regexp_full_match(text,
            '[A-Za-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2}\.?[ \-][A-Za-z]{3,9}\.?,?[ \-]\d{4}') then null
        -- The fifth letter is cheap to look at; in 12/1/2025 it is a mark, too.
        when (text[5] = '-' or text[5] = '/') and not has_two_orders(text) then case
            when regexp_matches(text, '^\d{4}-\d{2}-\d{2}$') then try_cast(text as date)
            when regexp_matches(text, '^\d{4}[-/]\d{1,2}[-/]\d{1,2}(,?[T ].*)?$') then calendar_day(
                left(text, 4),
                regexp_extract(text, '^\d{4}[-/](\d{1,2})[-/](\d{1,2})', 1),
                regexp_extract(text, '^\d{4}[-/](\d{1,2})[-/](\d{1,2})', 2)) end
        when has_two_orders(text) then case
            when not regexp_matches(text, '^\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}(,?[T ]|$)') then null
            when dates = 'day-first'
                then calendar_day(regexp_extract(text, '(\d{4})', 1), second_number(text), first_number(text))
            when dates = 'month-first'
                then calendar_day(regexp_extract(text, '(\d{4})', 1), first_number(text), second_number(text))
            when first_number(text)::integer > 12 or first_number(text)::integer = second_number(text)::integer
                then calendar_day(regexp_extract(text, '(\d{4})', 1), second_number(text), first_number(text))
            when second_number(text)::integer > 12
                then calendar_day(regexp_extract(text, '(\d{4})', 1), first_number(text), second_number(text)) end
        when regexp_matches(text, '^[A-Za-z]{3,9}\.? \d{1,2},? \d{4}(\D|$)') then calendar_day(
            regexp_extract(text, ' (\d{4})', 1), month_number(regexp_extract(text, '^([A-Za-z]+)', 1)),
            regexp_extract(text, ' (\d{1,2})', 1))
        when regexp_matches(text, '^\d{1,2}\.?[ \-][A-Za-z]{3,9}\.?,?[ \-]\d{4}(\D|$)') then calendar_day(
            regexp_extract(text, '[ \-](\d{4})', 1), month_number(regexp_extract(text, '([A-Za-z]+)', 1)),
            regexp_extract(text, '^(\d{1,2})', 1))
    end;

-- The time of day that a cell ends with, in minutes after midnight: 9:05, 14:30:00, 2025-03-03T14:30, 11:00 am.
create or replace temp macro clock_hour(text) as
    try_cast(regexp_extract(text, '(\d{1,2}):[0-5]\d', 1) as integer);
create or replace temp macro clock_half(text) as
    lower(regexp_extract(text, ':[0-5]\d\s*([AaPp])\.?\s?[Mm]\.?$', 1));
create or replace temp macro clock_of(text) as
    case
        when regexp_full_match(text, '([01]\d|2[0-3]):[0-5]\d') then left(text, 2)::integer * 60 + right(text, 2)::integer
        when not regexp_matches(text,
            '^(.*[T ,])?\d{1,2}:[0-5]\d((:[0-5]\d(\.\d+)?)([+\-]\d{2})|(:[0-5]\d(\.\d+)?)?(\s*[AaPp]\.?\s?[Mm]\.?)?(Z|\s?[+\-]\d{2}:?\d{2})?)$') then null
        when clock_half(text) = '' and clock_hour(text) <= 23 or clock_half(text) != '' and clock_hour(text) between 1 and 12
            then (case clock_half(text) when '' then clock_hour(text) when 'a' then clock_hour(text) % 12
                else clock_hour(text) % 12 + 12 end) * 60
                + regexp_extract(text, '\d{1,2}:([0-5]\d)', 1)::integer
    end;

-- The same where dates and times were typed: there a bare date among moments is its midnight.
create or replace temp macro typed_clock_of(text, midnights) as
    case when midnights and regexp_full_match(text, '\d{4}-\d{2}-\d{2}') then 0 else clock_of(text) end;

-- The seconds beyond the minute of a time of day.
create or replace temp macro seconds_of(text) as
    coalesce(try_cast(nullif(regexp_extract(text, '\d{1,2}:[0-5]\d:([0-5]\d)', 1), '') as integer), 0);

-- The offset from UTC that a moment gives, in minutes: Z, +02:00, -0530, +01; NULL where it gives none.
create or replace temp macro offset_of(text) as
    case
        when text like '%Z' then 0
        when regexp_matches(text, ':[0-5]\d(\.\d+)?\s?[+\-]\d{2}(:?\d{2})?$') then
            case regexp_extract(text, '([+\-])\d{2}(:?\d{2})?$', 1) when '-' then -1 else 1 end
            * (regexp_extract(text, '[+\-](\d{2})(:?\d{2})?$', 1)::integer * 60
                + coalesce(nullif(regexp_extract(text, '[+\-]\d{2}:?(\d{2})$', 1), '')::integer, 0))
    end;

-- A day with a time as a moment in UTC, where its zone is known: from the cell, or because the export is `written_in` it.
create or replace temp macro moment_of(day, clock, text, written_in) as
    case
        when day is null or clock is null then null
        when offset_of(text) is not null then day::timestamp + to_minutes(clock - offset_of(text))
        when written_in is not null then timezone('UTC', timezone(written_in, day::timestamp + to_minutes(clock)))
    end;

-- A moment in UTC as the clocks of a zone show it.
create or replace temp macro local_time(moment, zone) as timezone(zone, timezone('UTC', moment));

-- 1.5, 1,5, 0.750 and 12 can be read in one way only; 1.500 is one and a half or fifteen hundred, as the decimal mark
-- (`mark`: '.', ',' or NULL) decides.
create or replace temp macro could_be_thousands(text) as regexp_full_match(text, '[1-9]\d{0,2}[.,]\d{3}');
create or replace temp macro number_of(text, mark) as
    case
        when regexp_full_match(text, '\d{1,9}') then text::decimal(18, 6)
        when could_be_thousands(text) then case
            when contains(text, mark) then try_cast(replace(text, ',', '.') as decimal(18, 6))
            when mark is not null then try_cast(replace(replace(text, ',', ''), '.', '') as decimal(18, 6)) end
        when regexp_full_match(text, '\d{0,9}[.,]\d{1,6}0*') then try_cast(replace(text, ',', '.') as decimal(18, 6))
    end;

-- Hours as whole minutes; NULL for more hours than any session has.
create or replace temp macro minutes_in(hours) as case when hours < 1000 then round(hours * 60)::integer end;

-- A length of time with its unit, in minutes: 1:30, 1:30:00, 1h 30m, 90 min, 1.5 h.
create or replace temp macro length_of(text, mark) as
    case
        when text is null then null
        when regexp_full_match(text, '\d{1,3}:[0-5]\d(:[0-5]\d)?') then
            split_part(text, ':', 1)::integer * 60 + split_part(text, ':', 2)::integer
            + case when coalesce(try_cast(nullif(split_part(text, ':', 3), '') as integer), 0) >= 30 then 1 else 0 end
        when regexp_full_match(lower(text), '\d{1,3}\s*(h|hrs?|hours?)\.?,?\s*(and\s*)?\d{1,2}\s*(m|mins?|minutes?)\.?') then
            regexp_extract(text, '^(\d+)', 1)::integer * 60 + regexp_extract(text, '\D(\d{1,2})\s*[mM]', 1)::integer
        when regexp_full_match(lower(text), '[\d.,]+\s*(h|hrs?|hours?)\.?') then
            minutes_in(number_of(regexp_extract(text, '^([\d.,]+)', 1), mark))
        when regexp_full_match(lower(text), '\d{1,5}\s*(m|mins?|minutes?)\.?') then
            regexp_extract(text, '^(\d+)', 1)::integer
    end;

-- Yes or no. Other words for it, and what stands before further ones ("Yes, by video"), are put into plain form before.
create or replace temp macro yes_or_no(text) as
    case
        when match_key(text) in ('yes', 'y', 'true', 't', '1', 'x', 'ja', 'si', 'sí', 'oui') then true
        when match_key(text) in ('no', 'n', 'false', 'f', '0', 'nein', 'non') then false
    end;

create or replace temp macro modality_of(text) as
    case
        when match_key(text) in ('in person', 'inperson', 'on site', 'onsite', 'face to face', 'f2f', 'live', 'presencial',
            'présentiel', 'präsenz', 'vor ort') then 'in_person'
        when match_key(text) in ('virtual', 'online', 'on line', 'remote', 'zoom', 'video', 'video call', 'videocall',
            'web', 'webinar', 'virtuell', 'virtuel', 'en ligne', 'en línea') then 'virtual'
    end;

create or replace temp macro status_of(text) as
    case
        when match_key(text) in ('completed', 'complete', 'done', 'held', 'attended') then 'completed'
        when match_key(text) in ('scheduled', 'planned', 'booked', 'upcoming') then 'scheduled'
        when match_key(text) in ('cancelled', 'canceled') then 'cancelled'
        when match_key(text) in ('no show', 'noshow', 'missed') then 'no_show'
    end;

-- Whether a mentee stayed away: a yes, or a word for it.
create or replace temp macro is_no_show(text) as coalesce(yes_or_no(text) or status_of(text) = 'no_show', false);

create or replace temp macro reporter_of(text) as
    case
        when match_key(text) in ('mentee', 'mentor') then match_key(text)
        when match_key(text) in ('organiser', 'organizer') then 'organiser'
    end;

-- A list in one cell, separated by semicolons.
create or replace temp macro list_of(text) as
    list_filter(list_transform(string_split(text, ';'), lambda each: trim(each)), lambda each: each != '');
