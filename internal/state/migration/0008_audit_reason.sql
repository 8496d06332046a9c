-- Why somebody did it, in their own words; '' where nobody asks. It is in the row's hash where it is not ''.

alter table audit add column reason text not null default '';
