"""Sources of 群馬県 and its municipalities."""
