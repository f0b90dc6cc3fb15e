-- What did the ombudsman note on a mentor? Grain: one row per note that stands, the newest first. For the ombudsman alone.
-- reads: note, person_alias
select n.note_no, n.note, n.author, n.written_on
from note as n
left join person_alias as a on a.alias = lower(n.mentor)
where coalesce(a.person, n.mentor) = $mentor and n.withdrawn_on is null and $viewer_role = 'ombudsman'
order by n.written_on desc, n.note_no desc;
