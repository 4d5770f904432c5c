"""What only the city does: taking packages in, deciding, ranking, answering."""
