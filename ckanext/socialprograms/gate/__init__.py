"""The gate for uploaded files: none is public before it was checked for personal data."""
