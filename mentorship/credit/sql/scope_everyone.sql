-- Whose sessions are judged? Everyone's.
-- reads: current_session
-- makes: scope_session
create or replace temp view scope_session as
select * from current_session;
