"""Brings what the importers read into CKAN: finds what is there already, merges, saves, indexes, reports."""
