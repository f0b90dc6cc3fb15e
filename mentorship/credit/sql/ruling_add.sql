-- Record a ruling. A session is named by what identifies it when its file comes in again.
-- reads: session_fact
-- makes: ruling
insert into ruling by name
select
    $ruling_no as ruling_no, $about as about, $effect as effect,
    s.session_id, s.mentee_key, s.content, s.occurrence,
    case when $about = 'event' then $activity end as activity,
    case when $about = 'event' then $event end as event,
    case when $about = 'person' then $person end as person,
    $valid_from as valid_from, $valid_until as valid_until,
    $called as called, $reason as reason, $author as author, $ruled_on as ruled_on
from (select 1)
left join session_fact as s on $about = 'session' and s.import_no = $import_no and s.row = $row;
