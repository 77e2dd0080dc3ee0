"""What people see: a folder for each page, found by its `page.py`; the folder's name is the address unless `PAGE` has a slug.

A page is a docstring whose first line is the question that it answers, `PAGE`, and `render(view)`.
"""
