"""The map: what it shows, where it draws it, and the same facts as GeoJSON and as a table."""
