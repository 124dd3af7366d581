"""The search index: woven pages and vocabulary → documents → postings → shards, small files of
which a query needs a few.

Everything that takes thought is done here, once, at build: which words a text has, which name means
which term, how much a word says of a page. What a browser does with the shards is the short part
(``theme/assets/javascripts/search.js``)."""
