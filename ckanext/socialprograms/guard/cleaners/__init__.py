"""One module a format: a file in, a copy of its values without some of its columns out."""
