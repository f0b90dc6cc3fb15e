-- What has been ruled? Grain: one row per ruling, the newest first. For the ombudsman.
-- reads: audit_entry, decision, ruling
select
    p.ruling_no, p.about, p.effect, p.called, p.reason, p.author, p.ruled_on,
    p.withdrawn_on, p.withdrawn_by, p.withdrawn_because, n.reason as note,
    count(d.row)::integer as sessions
from ruling as p
left join decision as d on d.ruling_no = p.ruling_no and p.withdrawn_on is null
left join audit_entry as n on n.action = 'note' and n.subject = 'ruling ' || p.ruling_no
where $viewer_role = 'ombudsman'
group by all
order by p.ruling_no desc;
