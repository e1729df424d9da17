"""The command line that the office types: one file a noun."""
