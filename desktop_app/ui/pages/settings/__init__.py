"""设置: its page and cards."""
