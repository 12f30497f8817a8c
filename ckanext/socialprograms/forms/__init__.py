"""The publisher's form: how its fields become a dataset dict."""
