-- Whether what is live was found to be something else than what was written, and nobody ignores that: so that lists can ask.

alter table test add column drifted boolean not null default false;

update test set drifted = true where deployment like '%"drifted":{%"ignored":false}%';
