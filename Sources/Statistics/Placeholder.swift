// Replaced when the module gets its first file.
