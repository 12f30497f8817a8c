"""The personal-data guard: what in a file may not be published, found before anybody else can see it; knows no CKAN."""
