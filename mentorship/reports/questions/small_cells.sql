-- What leadership may see of a number of people: fewer than five are not shown, others to the nearest five. Rounding
-- protects across tables too: what is subtracted from what, on whichever pages, gives no number below five away.
create or replace temp macro shown(viewer_role, people) as
    case when viewer_role = 'ombudsman' or people = 0 then people
        when people >= 5 then (5 * round(people / 5))::integer end;

create or replace temp macro is_hidden(viewer_role, people) as
    viewer_role != 'ombudsman' and people between 1 and 4;

-- Amounts of credit behind which there are so many people: none for a hidden number, else to the nearest hour.
create or replace temp macro shown_minutes(viewer_role, people, minutes) as
    case when viewer_role = 'ombudsman' then minutes
        when not is_hidden(viewer_role, people) then (60 * round(minutes / 60))::integer end;
