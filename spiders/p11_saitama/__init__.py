"""Sources in Saitama."""
