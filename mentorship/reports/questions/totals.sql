-- The programme in numbers. One row; as rounded as the viewer may see them.
select
    shown($viewer_role, (select count(*) from mentee)::integer) as registered,
    shown($viewer_role, (
        select count(distinct mentee) from decision where outcome in ('credited', 'reduced') and held_on > $as_of - 365
    )::integer) as active,
    shown($viewer_role, (
        select count(distinct mentor) from decision
        where list_contains($led_by_mentors, activity) and outcome in ('credited', 'reduced') and held_on > $as_of - 365
    )::integer) as mentors,
    shown($viewer_role, (
        select count(distinct mentee) from tier_standing where reached_on is not null
    )::integer) as reached
where $viewer_role in ('ombudsman', 'leadership');
