-- Mentees say which credits they have sent in, the ombudsman which are accepted; what-ifs can be kept; people may say how
-- they are to be reached.

create table claim (
    claim_no integer,
    mentee varchar,            -- as they were called that day: an id or e-mail
    tier varchar,
    sent_on date,
    sent_by varchar,
    accepted_on date,
    accepted_by varchar,
    withdrawn_on date,
    withdrawn_by varchar
);

-- The claims that stand, by the person they are of now. Grain: one row per mentee and tier.
create view current_claim as
select coalesce(a.person, c.mentee) as mentee, c.tier, c.claim_no, c.sent_on, c.accepted_on
from claim as c
left join person_alias as a on a.alias = lower(c.mentee)
where c.withdrawn_on is null
qualify row_number() over (partition by coalesce(a.person, c.mentee), c.tier order by c.claim_no desc) = 1;

-- What-ifs that were kept: a mentee's planned sessions under a name, as they stand in an address. They never touch the
-- record; removed, never deleted.
create table scenario (
    scenario_no integer,
    mentee varchar,            -- as they were called that day: an id or e-mail
    name varchar,
    lines varchar,
    kept_on date,
    kept_by varchar,
    removed_on date,
    removed_by varchar
);

-- The scenarios that are kept, by the person they are of now. Grain: one row per scenario.
create view current_scenario as
select coalesce(a.person, s.mentee) as mentee, s.scenario_no, s.name, s.lines, s.kept_on, s.kept_by
from scenario as s
left join person_alias as a on a.alias = lower(s.mentee)
where s.removed_on is null;

alter table person_fact add column contact varchar;
alter table person add column contact varchar;

insert into number values ('claim', 0), ('scenario', 0);
