-- For how many days contacts keep what figures are not made from; 0 for ever.

alter table retention add column details_days bigint not null default 0;
