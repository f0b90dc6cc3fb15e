-- What leadership may not see: groups of fewer than five people, nor anything from which one could be worked out.
-- Groups are hidden from the smallest up: those below five, and then more until at least two groups and five people
-- are hidden together, so that subtracting what is shown from a total gives nothing away.
-- `smallest` is the smallest group beside this one, `before_count` and `before_people` are of the smaller ones.
create or replace temp macro is_hidden(viewer_role, people, smallest, before_count, before_people) as
    viewer_role = 'leadership' and people > 0 and smallest < 5
    and (people < 5 or before_count < 2 or before_people < 5);

-- One number out of a larger one: neither it nor the rest may be a group below five.
create or replace temp macro is_shown(viewer_role, people, out_of) as
    viewer_role = 'ombudsman' or not (people between 1 and 4 or out_of - people between 1 and 4);
