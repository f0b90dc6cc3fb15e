-- Withdraw a decision on a chart.
-- makes: rebasing
update rebasing
set withdrawn_on = $withdrawn_on, withdrawn_by = $withdrawn_by, withdrawn_because = $withdrawn_because
where rebasing_no = $rebasing_no and withdrawn_on is null;
