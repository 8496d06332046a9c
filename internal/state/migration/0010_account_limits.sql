-- What an account sees, beside what its role includes.

alter table account add column limits text not null default ''; -- JSON: values by dimension; '' is everything
