"""The built site against the tools that judge sites: `make site`, see __main__.py."""
