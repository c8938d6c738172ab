"""Declaring the standing question, and seeing which there were before."""
