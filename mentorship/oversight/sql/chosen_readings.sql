-- Which readings of the rules were chosen by somebody? Grain: one row per reading. For the ombudsman.
-- reads: reading_choice
select distinct reading from reading_choice where $viewer_role = 'ombudsman';
