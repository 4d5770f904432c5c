"""双倍增报送 (Shuangbei): the desk from which a district reports its technology firms."""

__version__ = "0.1.0"
