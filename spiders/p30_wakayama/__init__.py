"""Sources of 和歌山県 and its municipalities."""
