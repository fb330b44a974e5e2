-- A step that no released program has: tests/install upgrades to it, and rolls back from it, until there is a release to
-- upgrade from. It makes a table first and then fails where a row called `rehearsal` stands in `meta` already.
create table rehearsal (
  bucket bigint not null, id {bytes} not null,
  primary key (bucket, id)
);
insert into meta (key, value) values ('rehearsal', 'done');
