-- 0003: which environment this store belongs to, from its first start on, so that staging never writes into production or the other way round.
create table ops.environment (
  is_the_row  boolean      not null default true,
  name        text         not null,
  marked_at   timestamptz  not null default now(),
  constraint environment_pkey primary key (is_the_row),
  constraint environment_one_row check (is_the_row)
);
