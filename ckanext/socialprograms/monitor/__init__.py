"""The monitoring board: SQL tables that mirror the work plans of the records, and the questions asked of them."""
