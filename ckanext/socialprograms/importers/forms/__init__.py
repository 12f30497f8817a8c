"""The forms that the importers know, recognised by their labels and never by the name of a file."""
