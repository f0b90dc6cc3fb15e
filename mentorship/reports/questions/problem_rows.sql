-- How many rows of the exports still wait to be fixed? One number. For the ombudsman.
-- reads: open_problem
select count(*)::integer as rows_to_fix from open_problem where $viewer_role = 'ombudsman';
