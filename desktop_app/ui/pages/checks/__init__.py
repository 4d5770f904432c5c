"""审核: its page, list of findings and remarks, and side panel."""
