-- Drop the progress of a finished import. $1 job.
delete from import_file
where job = $1
