"""Sources of 茨城県 and its municipalities."""
