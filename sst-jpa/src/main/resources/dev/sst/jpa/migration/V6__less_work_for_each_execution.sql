-- An execution that starts moves within its page: room for that, and nothing indexed changes before the verdict. started_at
-- is written with it, as finished_at is; the attempts say when those that still run were started.

alter table execution set (fillfactor = 60);
