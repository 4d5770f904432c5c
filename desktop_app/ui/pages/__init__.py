"""The pages of the window, one module each with `make(desk)`; imported on their first visit."""
