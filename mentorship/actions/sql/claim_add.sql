-- Record that a credit was sent in.
-- makes: claim
insert into claim (claim_no, mentee, tier, sent_on, sent_by) values ($claim_no, $mentee, $tier, $sent_on, $sent_by);
