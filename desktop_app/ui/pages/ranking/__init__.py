"""排名: its page, lines and side panel."""
