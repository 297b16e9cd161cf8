"""Sources of 兵庫県 and its municipalities."""
