"""What a cell says, in whatever dress it comes."""
