-- Record what a mentee says.
-- makes: session_flag
insert into session_flag by name
select
    $flag_no as flag_no, $mentee as mentee, $session_id as session_id, $mentee_key as mentee_key,
    cast($content as uhugeint) as content, $occurrence as occurrence, $held_on as held_on, $mentor as mentor,
    $activity as activity, $note as note, $author as author, $flagged_on as flagged_on;
