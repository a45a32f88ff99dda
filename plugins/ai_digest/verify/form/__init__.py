"""Form: what can be wrong with an article as it stands, one concern a module. Nothing here touches a file."""
