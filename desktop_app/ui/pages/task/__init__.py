"""任务文件: its page in a district and at the city."""
