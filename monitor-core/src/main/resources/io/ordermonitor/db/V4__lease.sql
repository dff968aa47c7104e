-- Which process holds the lease, so that one on the same machine can see whether it still runs.

alter table monitor_node
    add column place         text   not null,
    add column process_start bigint not null;
comment on table monitor_node is 'The running server: one row, renewed by the database''s time.';
comment on column monitor_node.place is 'The machine, its present run and its table of processes.';
comment on column monitor_node.process_start is 'When the process began, as its place counts time.';

update installation set schema_version = 4;
