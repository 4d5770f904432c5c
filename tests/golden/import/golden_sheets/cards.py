"""Forms with labels beside their values: 107-2 old and new, cards of firms, firms as columns."""

from __future__ import annotations
