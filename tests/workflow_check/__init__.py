"""`make workflows`: the workflows of GitHub, judged by the tools that know them."""
