"""What pages of thanks are handed: thanks with what others say of them, values, and none."""
