"""任务文件: made at the city, installed in a district, and what is in force of it."""
