"""One promise and one casus: what the articles say."""
