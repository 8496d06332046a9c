-- Say that the last identity provider that lets people in stays; nothing happens where that was said before.
insert into last_provider_stays (only_row)
values (1)
on conflict do nothing
