"""How tests start `joy`."""

# For JOY_JAVA_OPTIONS: runs this short pay more for compiling well than they win. What is compiled quickly takes more
# room than Java reserves for it.
QUICK = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m"
