"""Clinical questions as pages: the answer first, then the evidence it rests on.

``question_pages`` makes one page a question and the list of all; ``findings`` the summary of
findings; ``overview`` the head of a disease page, a line for each of its key questions."""
