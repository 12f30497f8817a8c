"""The results of an evaluation in the form that the law asks for: DOCX, XLSX, PDF and JSON."""
