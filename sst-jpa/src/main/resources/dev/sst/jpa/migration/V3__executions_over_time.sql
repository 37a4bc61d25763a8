-- Executions are counted over time in the index of their times alone.

create index execution_over_time on execution (created_at) include (verdict);
drop index execution_created;
