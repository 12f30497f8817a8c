"""The workbook in which publishers see and fill in records: a sheet for the records, one for each group of rows."""
