-- What has been ruled? Grain: one row per ruling, the newest first.
select
    p.precedent_no, p.about, p.ruling, p.called, p.reason, p.author, p.ruled_on,
    p.withdrawn_on, p.withdrawn_by, p.withdrawn_because,
    count(d.row)::integer as sessions
from precedent as p
left join decision as d on d.precedent_no = p.precedent_no and p.withdrawn_on is null
group by all
order by p.precedent_no desc;
