-- Who is asked about, and what have tiers used of their sessions? Grain: mentee; session and tier: minutes, and for each who
-- it was, when, what and where.
-- reads: allocation, country_of, decision, mentee, requirement
-- makes: mentee_asked, used_minutes
create or replace temp table mentee_asked as
select m.mentee, coalesce(c.country, $not_told) as country
from mentee as m
left join country_of as c on c.written = m.country
where ($region is null or c.region = $region) and ($country is null or c.country = $country);

create or replace temp table used_minutes as
select
    d.mentee, t.tier, year(d.held_on)::integer as year, d.category, d.activity, d.modality, d.mentor, d.led_by, m.country,
    a.minutes
from allocation as a
join decision as d using (import_no, row)
join (select distinct tier, tier_order from requirement) as t using (tier_order)
join mentee_asked as m on m.mentee = d.mentee;
