"""Sources of national bodies."""
