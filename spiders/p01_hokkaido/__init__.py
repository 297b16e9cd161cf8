"""Sources of 北海道 and its municipalities."""
