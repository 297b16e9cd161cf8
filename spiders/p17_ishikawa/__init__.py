"""Sources of 石川県 and its municipalities."""
