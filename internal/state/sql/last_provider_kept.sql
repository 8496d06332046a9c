-- Whether the last identity provider that lets people in has to stay.
select exists (select 1 from last_provider_stays)
