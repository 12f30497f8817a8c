"""What CKAN gets from the extension: actions, who may call them, and validators."""
