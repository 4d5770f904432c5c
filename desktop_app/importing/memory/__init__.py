"""What people taught the importer, and rows that come back put right."""
