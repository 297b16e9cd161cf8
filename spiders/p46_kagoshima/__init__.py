"""Sources of 鹿児島県 and its municipalities."""
