"""What the made-up teams are measured on, paid for and celebrated on."""
