"""The national inventory of state social programs (CONEVAL), in any of its years, as a workbook or a CSV file."""
