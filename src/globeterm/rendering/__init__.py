"""Sets documents and headlines like print: values in, lines of styled text out; nothing of screens or storage."""
