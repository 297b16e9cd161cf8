"""Sources in Iwate."""
