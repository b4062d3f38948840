"""From findings and facts to English sentences, one file a kind of finding."""
