"""What people were paid by plans, month by month, as payroll needs it."""
