-- A file that could not be imported, in place of what was said of it before.
-- makes: refused_file
delete from refused_file where folder = $folder and file_name = $file_name;

insert into refused_file by name
select
    $folder as folder, $file_name as file_name, $sha256 as sha256, $read_as as read_as, $message as message,
    $refused_at as refused_at;
