"""Reads the form in which the results of an evaluation are made known, filled in by a program or by hand."""
