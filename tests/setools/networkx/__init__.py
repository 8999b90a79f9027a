"""Graphs, which no query of rules asks for."""
