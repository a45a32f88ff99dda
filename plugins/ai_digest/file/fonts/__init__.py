"""The face of the covers: Noto Sans SC Bold, cut down to what Chinese news needs; its licence is OFL.txt."""
