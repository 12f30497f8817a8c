"""Files of the transparency platform: as it gives them out, and as it takes them in."""
