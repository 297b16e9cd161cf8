"""Sources of bodies in 和歌山県."""
