"""What plans pay, period by period: drafted, disputed, approved, paid once, put right."""
