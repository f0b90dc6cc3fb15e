-- Withdraw a contact that was logged here.
-- makes: logged_contact
update logged_contact
set withdrawn_on = $withdrawn_on, withdrawn_by = $withdrawn_by, withdrawn_because = $withdrawn_because
where contact_no = $contact_no and withdrawn_on is null;
