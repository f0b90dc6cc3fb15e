-- When did the ombudsman and a mentor speak? Grain: one row per contact, the newest first. What was said is for the
-- ombudsman alone; a mentor sees the days of the own ones.
-- reads: current_contact, person_alias
select
    c.contacted_on, c.channel, case when $viewer_role = 'ombudsman' then c.summary end as summary, c.contact_no
from current_contact as c
left join person_alias as a on a.alias = c.mentor_key
where coalesce(a.person, c.mentor) = $mentor and c.contacted_on <= $as_of
    and ($viewer_role = 'ombudsman' or ($viewer_role = 'mentor' and $mentor = $viewer_person))
order by c.contacted_on desc, c.contact_no;
