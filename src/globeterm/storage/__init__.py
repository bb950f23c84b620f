"""The library on disk: one SQLite file, opened and used on one thread."""
