"""Search that knows Spanish: the fields that Solr gets for it, how a search uses them, and words written wrongly."""
