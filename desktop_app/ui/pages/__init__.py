"""The pages of the window: a module, or a package whose `page` it is; imported when first shown."""
