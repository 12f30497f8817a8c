"""Harvesters on ckanext-harvest: what other portals and offices publish, brought here in portions."""
