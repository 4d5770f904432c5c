"""总览: its page and cards."""
