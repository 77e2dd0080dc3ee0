"""What the server sends and refuses, beside Streamlit's own: pages with words, compressed scripts, headers, new code."""
