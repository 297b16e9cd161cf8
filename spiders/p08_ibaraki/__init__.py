"""Sources in Ibaraki."""
