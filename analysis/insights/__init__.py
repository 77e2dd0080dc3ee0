"""What stands out in the rows: codes, numbers and the reported rows behind; `pages._parts.states.wording` says it."""
