"""Sources in Nara."""
