"""Which firm a row speaks of."""
