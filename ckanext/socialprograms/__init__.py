"""Makes a CKAN portal the public record of social programs."""
