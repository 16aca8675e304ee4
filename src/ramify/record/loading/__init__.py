"""Loading: files of event feeds into a record, with an account of every row."""
