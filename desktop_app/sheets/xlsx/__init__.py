"""Reads .xlsx and .xlsm (Office Open XML)."""
