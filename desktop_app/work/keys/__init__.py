"""Keys and certificates: enrolling at a unit; issuing, admitting and revoking at the city."""
