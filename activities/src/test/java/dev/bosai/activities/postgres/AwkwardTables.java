package dev.bosai.activities.postgres;

/** Tables of every shape, their rows at the target, and what clients do to them afterwards. */
final class AwkwardTables {
  private AwkwardTables() {}

  static final String SCHEMA =
      """
      create type mood as enum ('sad', 'it''s fine');
      create table things(
        id int generated always as identity primary key,
        note text, price numeric(10,2), at timestamptz, tags text[], raw bytea, doc jsonb,
        twice numeric generated always as (price * 2) stored,
        f float8, fixed char(5), feels mood, lasted interval, r int4range, flag bool, x xml);
      create table "Odd ""Na\nme"("Key A" text, b int, v text, primary key (b, "Key A"));
      create table nokey(a text, b int);
      create table parts(id bigint, region text, v text, primary key (id, region))
        partition by list (region);
      create table parts_north partition of parts for values in ('north');
      create table parts_south partition of parts for values in ('south');
      create table texts(k text primary key, v text);
      create table uuids(u uuid not null, v int);
      create unique index on uuids(u);
      create table items(i int primary key, v text);
      create table gone(i int);
      create table quiet(i int primary key);
      create unlogged table unlogged(i int);
      create schema bosai;
      create table bosai.probe(id bigint primary key)
      """;

  static final String ROWS =
      """
      insert into things(note, price, at, tags, raw, doc, f, fixed, feels, lasted, r, flag)
        select 'note ' || i, i * 1.5, timestamptz '2024-02-29 12:00+09' + i * interval '1 s',
          array['a,b', 'c"d', null], decode('00ff' || lpad(i::text, 2, '0'), 'hex'),
          jsonb_build_object('i', i), i / 3.0, 'ab', 'sad', interval '1 month 2 days',
          int4range(i, i + 5), true from generate_series(1, 1200) i;
      insert into "Odd ""Na\nme" values ('it''s', 1, 'one'), ('back\\slash', 2, 'two'),
        ('line' || chr(10) || 'two; drop table quiet; --', 3, 'three');
      insert into nokey values ('same', 1), ('same', 1), ('same', 1), (null, 2), (null, 2), ('', 3);
      insert into parts select i, case when i % 2 = 0 then 'north' else 'south' end, 'v'
        from generate_series(1, 50) i;
      insert into texts values ('a', 'lower'), ('Z', 'upper'), ('ä', 'umlaut'), ('-', null),
        ('\uFFFD', 'replacement'), ('\uD83D\uDE00', 'outside the plane'), ('\uFF21', 'full');
      insert into uuids select md5(i::text)::uuid, i from generate_series(1, 40) i;
      insert into items select i, 'item' from generate_series(1, 20) i;
      insert into gone values (1), (2);
      insert into quiet select generate_series(1, 3000);
      insert into unlogged values (1);
      insert into bosai.probe values (1)
      """;

  static final String AFTER =
      """
      update things set note = 'quote '' double " back \\ tab \t line \n next; drop table quiet; --',
        raw = '\\x0a0d5c27', tags = array['{', '\\', null, ''] where id = 7;
      update things set note = null, price = null, at = 'infinity', f = 'NaN', fixed = null,
        doc = 'null', r = 'empty' where id = 8;
      update things set note = '', feels = 'it''s fine', lasted = '-3 years 4:05:06.789',
        flag = false, f = 0.1 + 0.2, fixed = 'x', x = '<a>&amp;</a>' where id = 9;
      delete from things where id = 10;
      insert into things(note) values ('new'), (E'\\\\N');
      update "Odd ""Na\nme" set v = 'changed' where b = 1;
      delete from "Odd ""Na\nme" where b = 3;
      insert into "Odd ""Na\nme" values ('it''s', 4, null);
      delete from nokey where ctid in (select ctid from nokey where b in (1, 3) limit 1);
      delete from nokey where ctid = (select max(ctid) from nokey where b = 2);
      insert into nokey values ('same', 5), ('same', 5), (null, null);
      update parts set v = 'changed' where id = 1;
      update parts set region = 'south', v = 'moved' where id = 2;
      insert into parts values (51, 'north', 'new');
      delete from parts where id = 2 and region = 'north';
      insert into texts values ('\uFF5E', 'wide'), ('\uD83D\uDE80', null);
      update texts set v = 'quoted "new", and more' where k = 'a';
      delete from texts where k = 'Z';
      delete from uuids where v = 3;
      insert into uuids values (md5('new')::uuid, 41);
      alter table items add column extra text;
      insert into items values (21, 'new', 'more');
      drop table gone;
      create table public.fresh(i serial primary key, v text);
      create index on public.fresh(v);
      insert into public.fresh(v) values ('one'), ('two');
      update quiet set i = i;
      insert into bosai.probe values (2), (3)
      """;

  static final String IN_DOUBT =
      "begin; insert into quiet values (-1); prepare transaction 'in doubt'";

  static final String[] CHANGED = {
    "public.things",
    "public.Odd \"Na\nme",
    "public.nokey",
    "public.parts",
    "public.texts",
    "public.uuids",
    "public.items",
    "public.fresh",
    "side/public.s"
  };
}
