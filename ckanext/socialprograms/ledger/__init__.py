"""The re-planning ledger: what promises took back, why, who said so and when. Rows are added and never changed."""
