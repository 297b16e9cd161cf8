"""Sources of 奈良県 and its municipalities."""
