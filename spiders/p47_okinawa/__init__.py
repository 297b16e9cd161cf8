"""Sources of 沖縄県 and its municipalities."""
