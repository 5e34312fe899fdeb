-- The last event of a kind about something, and later the page's filters, without reading the whole trail.
create index audit_event_by_action on mullion.audit_event (workspace_id, action, subject, at desc, id desc);
