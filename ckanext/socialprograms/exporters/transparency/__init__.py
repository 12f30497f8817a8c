"""The formats of the transparency law, filled in from records, as the platform takes them in."""
