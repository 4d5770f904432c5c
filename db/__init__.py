"""Tables made from the catalogue, the engine, and the migrations."""
