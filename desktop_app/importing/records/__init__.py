"""The records that rows give, each once."""
