"""The container: Open Packaging Conventions (ECMA-376 part 2) in the one form that we write."""
