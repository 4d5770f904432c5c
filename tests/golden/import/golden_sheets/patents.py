"""Patents: their numbers in every style, their owners, and what is no patent."""

from __future__ import annotations
