"""Sources in Shiga."""
