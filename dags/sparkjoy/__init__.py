"""How Airflow runs Spark Joy's jobs. Nothing here knows what a job does."""
