"""The signs page: what in the numbers says that a measure is served instead of the customer.

Each sign is a pure function of arrays in a module of its own. They name the measure, the plan or
the way answers are collected, and never a person.
"""
