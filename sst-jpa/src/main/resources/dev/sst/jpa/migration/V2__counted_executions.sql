-- What lists and pages count.

alter table execution add column started_at timestamptz; -- of the first attempt; null before

update execution
set started_at = cast(substring(attempts from '"startedAt":"([^"]+)"') as timestamptz)
where attempts <> '[]';

-- What speaks for or against the thing under test, by its end: availability and durations of a test are counted in this
-- index alone. It is written once, with the verdict.
create index execution_counted on execution (test_id, finished_at) include (verdict, started_at)
    where verdict in ('PASSED', 'FAILED', 'ERROR', 'TIMEOUT') and kind not in ('DEPLOY_VERIFICATION', 'DRY_RUN');
