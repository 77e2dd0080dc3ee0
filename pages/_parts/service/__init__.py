"""The data as files at fixed addresses, for programs: tables, figures, feeds and pictures of pages.

`catalogue` names them and how each is made; the middleware answers for them, and the command writes them into a folder.
"""
