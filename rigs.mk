# Longer versions of tests, and benchmarks. CONTRIBUTING.md says what each checks.
.PHONY: rig-crash rig-order rig-stream rig-recompute rig-backfill rig-race rig-flat rig-burst rig-graph rig-changes rig-docs \
  rig-verdicts rig-serve rig-vocabularies rig-release bench bench-delivery bench-incremental bench-skew bench-stream \
  bench-dags

RUNS ?= 30
RIG = mvn --batch-mode --quiet -Dstyle.color=never test -pl jobs -Djoy.rig.runs=$(RUNS)

JOBS ?= ingest,clean

# Kills jobs before each change of the lake, on disk and on S3: make rig-crash RUNS=30 JOBS=all
rig-crash:
	$(RIG) -Dtest=CrashRecoveryTest,S3CrashTest -Djoy.rig.jobs=$(JOBS)

# The same lines in any order and any deliveries lead to the same tables: make rig-order RUNS=20
rig-order:
	$(RIG) -Dtest=OrderIndependenceTest

# Kills a stream at random times: make rig-stream RUNS=10
rig-stream: RUNS = 10
rig-stream:
	$(RIG) -Dtest=StreamTest

FIRST ?= 1

# Compares incremental runs with a full recompute, in RUNS=70 lakes of three deliveries. To repeat one: make rig-recompute FIRST=37 RUNS=37
rig-recompute: RUNS = 70
rig-recompute:
	$(RIG) -Dtest=RecomputeTest -Djoy.rig.first=$(FIRST)

DAYS ?= 90

# A backfill that is killed after 40 days: make rig-backfill DAYS=90
rig-backfill:
	$(RIG) -Dtest=BackfillCrashTest -Djoy.rig.days=$(DAYS)

# The number of simulated experiments of each kind: make rig-verdicts RUNS=1000. FIRST=100000 uses other random seeds.
rig-verdicts: RUNS = 1000
rig-verdicts: FIRST = 0
rig-verdicts:
	$(RIG) -Dtest=VerdictSimulationTest -Djoy.rig.verdicts=$(RUNS) -Djoy.rig.first=$(FIRST)

SECONDS_OF_RIG ?= 600

# One normal reader next to 14 abusive ones: make rig-serve SECONDS_OF_RIG=600
rig-serve:
	$(RIG) -Dtest=BadReadersTest -Djoy.rig.seconds=$(SECONDS_OF_RIG)

MODELS ?= 400

# Times the queries on a graph of many models, each with 25 nodes and 125 edges: make rig-graph MODELS=400
rig-graph:
	$(RIG) -Dtest=LargeGraphTest -Djoy.rig.models=$(MODELS)

# Adds a KPI and a job in a copy of the last commit, runs them, and counts the files.
rig-changes: venv
	$(PYTHON) bench/changes

# Runs all commands in the documentation, including those that write.
rig-docs:
	$(RIG) -Dtest=DocumentedRunsTest -Djoy.rig.docs=true

RELEASES = target/rig-release

# Builds the release archive in two new clones, with other folders, permissions, time zones and character sets: equal bytes.
rig-release:
	@rm -rf $(RELEASES)
	@git clone --quiet . $(RELEASES)/one
	@git clone --quiet . $(RELEASES)/deeper/two
	@$(MAKE) --no-print-directory --directory $(RELEASES)/one release
	@umask 077 && TZ=Asia/Tokyo LC_ALL=C $(MAKE) --no-print-directory --directory $(RELEASES)/deeper/two release
	cmp $(RELEASES)/one/target/release/*.tgz $(RELEASES)/deeper/two/target/release/*.tgz
	@rm -rf $(RELEASES)

FEW ?= 100
MANY ?= 20000
FEW_DAYS ?= 7
MANY_DAYS ?= 60
EVENTS_PER_DAY ?= 3000

# The requests and seconds of one delivery to a lake with few and with many files, and what all jobs read with few and with many
# days: make rig-flat FEW=100 MANY=20000 FEW_DAYS=7 MANY_DAYS=60 EVENTS_PER_DAY=3000
rig-flat:
	$(RIG) -Dtest='FlatCostTest,FlatHistoryTest' -Djoy.rig.few=$(FEW) -Djoy.rig.many=$(MANY) -Djoy.rig.fewDays=$(FEW_DAYS) \
	  -Djoy.rig.manyDays=$(MANY_DAYS) -Djoy.rig.eventsPerDay=$(EVENTS_PER_DAY) -Djoy.rig.show=true

VOCABULARIES ?= 10

# Infers specifications from the generator's logs with the event and property names of other teams, and runs them up to gold:
# make rig-vocabularies VOCABULARIES=10
rig-vocabularies:
	$(RIG) -Dtest=VocabulariesTest,VocabularyRunTest -Djoy.rig.vocabularies=$(VOCABULARIES)

FILES ?= 1000

# The peak memory of an ingest: make rig-burst FILES=1000
rig-burst: build venv
	$(PYTHON) bench/burst $(FILES)

# Seconds per parse in the DAG processor.
bench-dags: airflow
	AIRFLOW_HOME=$(CURDIR)/target/airflow-test/home $(AIRFLOW)/bin/python bench/dag_parse.py

# The JDK packages whose internals Spark uses; the same options as for the tests.
OPENS = $(shell grep -o -- '--add-opens=[^ <]*' jobs/pom.xml)
DRIVERS = 3
COMMITS = 200
STORE = conditional

# Several drivers append to one table on a real S3 server: make rig-race DRIVERS=3 COMMITS=200. STORE=stock shows which
# commits Delta's own store loses.
rig-race: $(TEST_CLASSES)
	@cd jobs && java $(OPENS) -cp "$$(cat ../$(TEST_CLASSES))" sparkjoy.WriterRace $(DRIVERS) $(COMMITS) $(STORE)

# Compares the pipeline with DuckDB: make bench EVENTS=1000000 RUNS=3
bench: build archive venv
	bench/run $(EVENTS)

CLICKS ?= 1000000

# The cost of a unit with a million clicks in the experiment jobs: make bench-skew CLICKS=1000000
bench-skew: build archive venv
	$(PYTHON) bench/skew $(CLICKS)

# The time from a delivery to gold: make bench-stream EVENTS=50000 DELIVERIES=40
bench-stream: EVENTS = 50000
bench-stream: DELIVERIES = 40
bench-stream: build archive venv
	$(PYTHON) bench/stream $(EVENTS) $(DELIVERIES)

# The time of a delivery of six lines, and of a run without new files, each as a cold process and relative to a bare Spark session:
# make bench-delivery RUNS=3
bench-delivery: RUNS = 3
bench-delivery: build archive
	RUNS=$(RUNS) python3 bench/delivery

# The cost of one more day as a share of a full recompute: make bench-incremental EVENTS=3000000 JOBS=all
bench-incremental: EVENTS = 20000000
bench-incremental: JOBS =
bench-incremental: build archive venv
	$(PYTHON) bench/incremental $(EVENTS) $(JOBS)
