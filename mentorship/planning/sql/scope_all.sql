-- Whose sessions are judged? Everyone's.
create or replace temp view scope_session as
select * from current_session;
