"""The clinical diff: what a change of the sources means for a reader. Two corpora in, changes out;
no git, no network.

``compare`` asks six files for changes: ``trial_changes`` (which compares the flat rows of
``study_rows`` by key), ``question_changes``, ``reference_changes``, ``paragraph_changes``,
``page_changes`` and ``term_changes``. ``diff_markdown`` and ``diff_data`` print them,
``request_comment`` makes that fit to be posted. ``change_log`` compares day by day for the page of
what changed."""
