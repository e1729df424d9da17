"""One flow a file, one function, one deployment, all of one name; they own the clock."""
