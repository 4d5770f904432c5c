"""Which forms a task file is made of: what the city asks is kept as records of them."""

from __future__ import annotations

PERIOD, DUE, ASKED = "task_period", "task_due", "task_form"
TARGET, SEVERITY, PARAMETER, CODE = "task_target", "task_severity", "task_parameter", "task_code"
SECTIONS = (PERIOD, DUE, ASKED, TARGET, SEVERITY, PARAMETER, CODE)
"""In the order of its sheets."""
