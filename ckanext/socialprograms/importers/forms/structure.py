"""The words of the forms that are no field: parts of a sheet, page furniture, marks."""

from __future__ import annotations

# Result report -----------------------------------------------------------------------------------------------------
WORK_DONE = ("ACTIVIDADES REALIZADAS PARA EL CUMPLIMIENTO DEL COMPROMISO",)
REPORT_TITLE = ("INFORME DE RESULTADOS",)

# Improvement agenda ------------------------------------------------------------------------------------------------
INTERVENTION = ("Información sobre la intervención pública", "Información dobre la intervención pública")
MORE_INFORMATION = ("Más información…",)
DOWNLOADS = ("Documentos de descarga",)

# Commitment form ---------------------------------------------------------------------------------------------------
WORK_PLAN = ("PLAN ANUAL DE TRABAJO",)
SUBJECT_TO_CHANGE = ("Sujeto a cambios",)
MARKS = ("x", "✓", "✔", "☒", "☑")

# Follow-up ---------------------------------------------------------------------------------------------------------
SESSION = ("accion en gobernanza", "sesion de trabajo")
SESSION_OBJECTIVE = ("Objetivo general", "Objetivo de la sesión")

# Any form ----------------------------------------------------------------------------------------------------------
ACTION_PLAN = "plan de accion"
