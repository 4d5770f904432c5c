"""The parts that pages are made of; each looks as the look page says and carries its own names."""
