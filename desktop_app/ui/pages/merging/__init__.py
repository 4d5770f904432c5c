"""合并: its page, list, and records side by side."""
