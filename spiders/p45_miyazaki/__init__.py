"""Sources of 宮崎県 and its municipalities."""
