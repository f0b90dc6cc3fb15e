-- What leadership may see of a number of people: fewer than five are not shown, none neither, others down to a multiple
-- of five. Rounding protects across tables too: what is subtracted from what, on whichever pages, tells no small number
-- (to the nearest five would not do: two hidden groups under a total of about ten could only be four and four).
create or replace temp macro shown(viewer_role, people) as
    case when viewer_role = 'ombudsman' then people
        when people >= 5 then people // 5 * 5 end;

create or replace temp macro is_hidden(viewer_role, people) as
    viewer_role != 'ombudsman' and people < 5;

-- Amounts of credit behind which there are so many people: none for a hidden number, else down to five hours, so that
-- a single session does not move it.
create or replace temp macro shown_minutes(viewer_role, people, minutes) as
    case when viewer_role = 'ombudsman' then minutes
        when not is_hidden(viewer_role, people) then minutes // 300 * 300 end;
