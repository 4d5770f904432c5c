"""历史: its page, list and side panel."""
