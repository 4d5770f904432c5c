"""Writes workbooks that go back to a person: the rows as they came, with the reasons."""
