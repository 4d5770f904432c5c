"""Writes workbooks, small ones in memory and long ones as a stream, and reads its own back."""
