"""Records and tables in the formats that people ask for. No CKAN in it."""
