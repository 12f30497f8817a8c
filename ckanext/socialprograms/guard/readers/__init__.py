"""One module a format: a file in, its tables and texts out, a few megabytes at a time."""
