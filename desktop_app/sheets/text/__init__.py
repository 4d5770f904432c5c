"""Reads text tables: .csv, .tsv, .txt."""
