-- Take back that the last identity provider that lets people in stays.
delete from last_provider_stays
