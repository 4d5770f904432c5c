"""证书 at the city: its page, list, side panel and dialogs."""
