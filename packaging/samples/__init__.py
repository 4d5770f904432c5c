"""Made-up data of a district's size, for the demo, the tests and the pictures."""
