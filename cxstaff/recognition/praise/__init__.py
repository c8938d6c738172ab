"""What happy customers said, as thanks to those who handled it."""
