-- A new account for somebody of a directory, without a link, a password or a role. $1 name, $2 now in milliseconds. One that the same
-- directory has deleted is begun anew: whoever comes is not who was there. Nothing happens where the name is taken.
insert into account (name, role, password, code_secret, link_until_ms, created_ms)
values ($1, '', '', '', 0, $2)
on conflict (name) do update
set disabled_ms = null, disabled_by_directory = 0, created_ms = $2
where
    account.disabled_by_directory = 1
    and account.name in (select account from provisioned_user where deleted_ms is not null)
