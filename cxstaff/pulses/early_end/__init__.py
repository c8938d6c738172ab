"""HR lets a round end early: once, told to everybody asked, at no chosen moment."""
