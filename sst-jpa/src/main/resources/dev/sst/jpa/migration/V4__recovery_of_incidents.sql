-- The execution whose pass resolved an incident; null when none did, and for those resolved before this was kept.

alter table incident add column recovered_by text collate "C";
