"""The planner: what a study could find, before anybody runs one."""
