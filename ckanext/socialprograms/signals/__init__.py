"""The risk signals of all programs: SQL tables that keep what each record shows, and the questions asked of them."""
