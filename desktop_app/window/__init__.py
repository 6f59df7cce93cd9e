"""The window that holds it all, with its menus and dialogs."""
