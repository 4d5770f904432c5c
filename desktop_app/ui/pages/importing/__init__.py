"""导入: its page, the steps on it, and what runs behind them."""
