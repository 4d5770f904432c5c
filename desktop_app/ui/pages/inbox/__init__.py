"""收件: its page, files, side panel, answers, and the merge it starts."""
