"""What official formats ask for, as the files of ``catalogues/formats`` say it."""
