"""The window: asks and shows. All of Qt lives here."""
