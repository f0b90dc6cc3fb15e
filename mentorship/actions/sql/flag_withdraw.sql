-- Withdraw a flag that this mentee raised, under whatever name.
-- reads: person_alias
-- makes: session_flag
update session_flag
set withdrawn_on = $withdrawn_on
where flag_no = $flag_no and withdrawn_on is null
    and (mentee = $mentee or lower(mentee) in (select alias from person_alias where person = $mentee));
