-- Log a contact. It is told by the same as one of a file, so that the two are one when both say it.
-- makes: logged_contact
insert into logged_contact by name
select
    $contact_no as contact_no, $mentor as mentor, lower($mentor) as mentor_key, $contacted_on as contacted_on,
    $channel as channel, $summary as summary,
    md5_number(concat_ws(chr(31), lower($mentor), cast($contacted_on as date), coalesce($channel, ''), coalesce($summary, '')))
        as content,
    $author as author, $logged_on as logged_on;
