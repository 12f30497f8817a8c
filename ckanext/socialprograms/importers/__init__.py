"""Reads documents that already exist into records; no CKAN in it."""
