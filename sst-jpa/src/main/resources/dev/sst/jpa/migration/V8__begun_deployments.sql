-- What a deployment that has begun may have written, until it is recorded: so that it can be taken away whatever becomes of it.

alter table test add column begun text;
