"""Sources of 岩手県 and its municipalities."""
