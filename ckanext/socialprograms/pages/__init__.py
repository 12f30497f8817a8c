"""What the pages of the records show: a dataset dict in, plain values for the templates out."""
