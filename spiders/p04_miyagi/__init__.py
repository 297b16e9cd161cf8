"""Sources in Miyagi."""
