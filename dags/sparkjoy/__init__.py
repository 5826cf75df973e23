"""How Airflow runs Spark Joy's jobs. This package does not depend on what a job does."""
