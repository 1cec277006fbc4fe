"""Every figure that a meeting sees, by name, and what has become of it since."""
