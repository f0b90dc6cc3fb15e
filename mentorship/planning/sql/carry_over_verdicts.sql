-- What do the sessions of touched mentees earn, when the verdicts that cannot differ are carried over from the assessment
-- that is kept? Touched are all ($everyone), else those with a session that earns something else. Grain: one row per
-- session that earns credit.
-- reads: changed_session, decision, mentee_alias, person
-- makes: case_mentee, earned
create or replace temp table case_mentee as
with
touched as (
    select distinct mentee from mentee_alias
    where $everyone or mentee in (select mentee from changed_session)
)
select
    (row_number() over (order by t.mentee))::integer as mentee_no, t.mentee,
    least(p.techniques_certified_on, p.diplomate_certified_on) as techniques_on,
    p.diplomate_certified_on as diplomate_on
from touched as t
left join person as p on p.person = t.mentee;

create or replace temp table earned as
with
rule_bucket as (from rule_bucket($buckets)),
carried as (
    select
        m.mentee_no, d.held_on, coalesce(c.category_after, d.category) as category,
        coalesce(c.level_after, d.level)::varchar as level,
        coalesce(c.credited_after, d.credited_minutes) as minutes, record_of(d.import_no, d.row) as record
    from decision as d
    join case_mentee as m on m.mentee = d.mentee
    left join changed_session as c on c.import_no = d.import_no and c.row = d.row
    where coalesce(c.credited_after, d.credited_minutes) > 0
),
credited as (
    select c.mentee_no, b.bucket_no, c.held_on, c.minutes, c.record
    from carried as c
    join rule_bucket as b using (category, level)
)
from running_total('credited');
