"""The domain: what a commitment, a program and an evaluation are, and what can be said of them. No CKAN in it."""
