-- Record who did what, when and why.
-- makes: audit_entry
insert into audit_entry values ($entry_no, $done_at, $done_by, $role, $action, $subject, $reason);
