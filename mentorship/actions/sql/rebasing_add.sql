-- Record from which month on a chart has new limits.
-- makes: rebasing
insert into rebasing by name
select
    $rebasing_no as rebasing_no, $mentor as mentor, $from_month as from_month, $reason as reason, $author as author,
    $decided_on as decided_on;
