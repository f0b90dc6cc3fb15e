-- Record a ruling. A session is named by what makes it itself again when its file comes in once more.
insert into precedent by name
select
    (select coalesce(max(precedent_no), 0) + 1 from precedent) as precedent_no,
    $about as about, $ruling as ruling,
    s.session_id, s.mentee_key, s.content, s.occurrence,
    case when $about = 'event' then $activity end as activity,
    case when $about = 'event' then $event end as event,
    case when $about = 'person' then $person end as person,
    $valid_from as valid_from, $valid_until as valid_until,
    $called as called, $reason as reason, $author as author, $ruled_on as ruled_on
from (select 1)
left join session_fact as s on $about = 'session' and s.import_no = $import_no and s.row = $row
returning precedent_no;
