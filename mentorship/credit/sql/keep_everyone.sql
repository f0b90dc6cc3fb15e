-- Replace all that is kept.
truncate decision;
truncate tier_standing;
truncate requirement_standing;
truncate mentee_standing;
truncate assessed_alias;
