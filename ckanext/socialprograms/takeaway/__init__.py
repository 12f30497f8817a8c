"""Records as citizens take them away: what a search finds, and the files that the portal holds."""
