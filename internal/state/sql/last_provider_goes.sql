-- Take back that the last identity provider that counts stays.
delete from last_provider_stays
