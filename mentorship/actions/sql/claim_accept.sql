-- Record that a credit that was sent in is accepted.
-- reads: current_claim
-- makes: claim
update claim
set accepted_on = $accepted_on, accepted_by = $accepted_by
where claim_no in (select claim_no from current_claim where mentee = $mentee and tier = $tier);
