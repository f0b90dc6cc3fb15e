-- Withdraw a claim; one that is accepted only where $even_accepted.
-- reads: current_claim
-- makes: claim
update claim
set withdrawn_on = $withdrawn_on, withdrawn_by = $withdrawn_by
where claim_no in (
    select claim_no
    from current_claim
    where mentee = $mentee and tier = $tier and (accepted_on is null or $even_accepted)
);
