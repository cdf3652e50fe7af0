"""Pure maths on arrays: no files, no network, no clock, no configuration."""
