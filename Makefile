# The two commands of the README are `make demo` and `make test`.
MAVEN = @mvn --batch-mode --quiet -Dstyle.color=never
JAR = jobs/target/spark-joy.jar
ARCHIVE = jobs/target/archive.stamp
JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/)java
DEMO = target/demo
SOURCES = $(shell find jobs/src/main -type f) pom.xml jobs/pom.xml

VENV = target/venv
PYTHON = $(VENV)/bin/python
STATISTICS = jobs/src/test/statistics
STATISTICS_VENV = target/statistics-venv

# What Spark reaches into, as the tests are run with.
OPENS = $(shell grep -o -- '--add-opens=[^ <]*' jobs/pom.xml)
TEST_CLASSES = jobs/target/test.classpath
DRIVERS = 3
COMMITS = 200
STORE = conditional

AIRFLOW = target/airflow
MLFLOW = target/mlflow
SUPERSET = target/superset
BROWSER = target/browser

# Trino needs Java 24 or later: of its own, where the rest has an older one.
TRINO = target/trino
TRINO_VERSION = 476
TRINO_JAVA_HOME ?= $(JAVA_HOME)
TRINO_JAVA = $(if $(TRINO_JAVA_HOME),$(TRINO_JAVA_HOME)/bin/)java

.PHONY: build archive demo test rig-crash rig-order rig-stream rig-recompute rig-backfill rig-race rig-flat rig-burst rig-graph rig-docs \
  rig-verdicts rig-serve rig-vocabularies \
  test-readers test-statistics test-models test-airflow test-airflow-e2e postgres test-argo test-pyspark test-image test-superset test-page chromium browser \
  test-trino trino trino-java image outdated bench bench-delivery bench-incremental bench-skew bench-stream bench-dags venv statistics-venv airflow \
  mlflow superset lint-python format format-python clean

build: $(JAR)

$(JAR): $(SOURCES)
	@echo "building …" >&2
	@rm -rf jobs/target/lib
	$(MAVEN) package -DskipTests
	@touch $@

# What a small run has loaded makes every later start faster: with Java 25 also what it has learned of hot code.
archive: $(ARCHIVE)

$(ARCHIVE): $(JAR)
	@echo "preparing a faster start …" >&2
	@bin/archive
	@touch $@

demo: build
	@rm -rf $(DEMO)
	@bin/joy generate $(DEMO)/logs
	@JOY_LOGS=$(DEMO)/logs JOY_LAKE=$(DEMO)/lake bin/joy run all
	@JOY_LAKE=$(DEMO)/lake bin/joy models load home_ranking --spec examples/shop/pipelines.yaml
	@JOY_LOGS=$(DEMO)/logs JOY_LAKE=$(DEMO)/lake bin/joy report --html $(DEMO)/report.html

# Each in folders of its own.
PYTHON_TESTS = test-readers test-statistics test-models test-airflow test-argo test-pyspark test-image

# The whole gate, two tests at a time. The Java tests make the jar that the Python tests run.
test: lint-python
	mvn --batch-mode -Dstyle.color=never verify
	@touch $(JAR)
	$(MAKE) --no-print-directory -j2 --output-sync=target $(PYTHON_TESTS)

# Long proofs, each the long form of a test: make rig-crash RUNS=30
RUNS ?= 30
RIG = mvn --batch-mode --quiet -Dstyle.color=never test -pl jobs -Djoy.rig.runs=$(RUNS)

# Where the kills fall: make rig-crash JOBS=all
JOBS ?= ingest,clean

rig-crash:
	$(RIG) -Dtest=CrashRecoveryTest,S3CrashTest -Djoy.rig.jobs=$(JOBS)

rig-order:
	$(RIG) -Dtest=OrderIndependenceTest

rig-stream: RUNS = 10
rig-stream:
	$(RIG) -Dtest=StreamTest

# Three deliveries a run are 210 cases; one run again: make rig-recompute FIRST=37 RUNS=37
FIRST ?= 1

rig-recompute: RUNS = 70
rig-recompute:
	$(RIG) -Dtest=RecomputeTest -Djoy.rig.first=$(FIRST)

# A backfill killed after 40 days: make rig-backfill DAYS=90
DAYS ?= 90

rig-backfill:
	$(RIG) -Dtest=BackfillCrashTest -Djoy.rig.days=$(DAYS)

# Simulated experiments of each kind: make rig-verdicts RUNS=1000; other ones with FIRST=100000
rig-verdicts: RUNS = 1000
rig-verdicts: FIRST = 0
rig-verdicts:
	$(RIG) -Dtest=VerdictSimulationTest -Djoy.rig.verdicts=$(RUNS) -Djoy.rig.first=$(FIRST)

# A good reader next to ten bad ones: make rig-serve SECONDS_OF_RIG=600
SECONDS_OF_RIG ?= 600

rig-serve:
	$(RIG) -Dtest=BadReadersTest -Djoy.rig.seconds=$(SECONDS_OF_RIG)

# The graph of many models, each with 25 nodes and 125 edges; its questions are timed: make rig-graph MODELS=400
MODELS ?= 400

rig-graph:
	$(RIG) -Dtest=LargeGraphTest -Djoy.rig.models=$(MODELS)

# All commands of the docs' pages, also those that write.
rig-docs:
	$(RIG) -Dtest=DocumentedRunsTest -Djoy.rig.docs=true

# Requests and seconds of one delivery: make rig-flat FEW=100 MANY=20000
FEW ?= 100
MANY ?= 20000

rig-flat:
	$(RIG) -Dtest=FlatCostTest -Djoy.rig.few=$(FEW) -Djoy.rig.many=$(MANY)

# Other teams' words for the generator's logs, inferred and run to gold: make rig-vocabularies VOCABULARIES=10
VOCABULARIES ?= 10

rig-vocabularies:
	$(RIG) -Dtest=VocabulariesTest,VocabularyRunTest -Djoy.rig.vocabularies=$(VOCABULARIES)

# Peak memory of an ingest: make rig-burst FILES=1000
FILES ?= 1000

rig-burst: build venv
	$(PYTHON) bench/burst $(FILES)

# A Python environment of a lock file.
define ENVIRONMENT
rm -rf $(@D)
python3 -m venv $(@D)
$(@D)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
@touch $@
endef

# Tools and other readers in Python, pinned with hashes.
venv: $(VENV)/.stamp

$(VENV)/.stamp: bench/requirements.lock
	$(ENVIRONMENT)

# Airflow in an environment of its own, pinned with hashes.
airflow: $(AIRFLOW)/.stamp

$(AIRFLOW)/.stamp: dags/requirements.lock
	$(ENVIRONMENT)

# MLflow's registry in an environment of its own, pinned with hashes.
mlflow: $(MLFLOW)/.stamp

$(MLFLOW)/.stamp: jobs/src/test/mlflow/requirements.lock
	$(ENVIRONMENT)

# Superset in an environment of its own, pinned with hashes.
superset: $(SUPERSET)/.stamp

# As constraints, too: the pip of Python 3.11 forgets the pin of a package that others ask for with extras.
$(SUPERSET)/.stamp: export PIP_CONSTRAINT = bi/superset/requirements.lock
$(SUPERSET)/.stamp: bi/superset/requirements.lock
	$(ENVIRONMENT)

# Playwright, which drives the Chromium that is installed, and axe-core, pinned with hashes.
browser: $(BROWSER)/.stamp

$(BROWSER)/.stamp: jobs/src/test/page/requirements.lock
	$(ENVIRONMENT)

# Trino's server from Maven, with the one connector that is asked for: it starts faster without the others.
trino: $(TRINO)/$(TRINO_VERSION).stamp

$(TRINO)/$(TRINO_VERSION).stamp:
	@rm -rf $(TRINO)
	$(MAVEN) --non-recursive --strict-checksums dependency:copy \
	  -Dartifact=io.trino:trino-server:$(TRINO_VERSION):tar.gz -DoutputDirectory=$(TRINO)
	tar -xzf $(TRINO)/trino-server-$(TRINO_VERSION).tar.gz -C $(TRINO) --strip-components=1
	@rm $(TRINO)/trino-server-$(TRINO_VERSION).tar.gz
	@find $(TRINO)/plugin -mindepth 1 -maxdepth 1 ! -name delta-lake -exec rm -r {} +
	@touch $@

trino-java:
	@version=$$($(TRINO_JAVA) -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'); \
	  test "$${version:-0}" -ge 24 || { \
	  echo "Trino needs Java 24 or later: set TRINO_JAVA_HOME. The version of $(TRINO_JAVA) is $${version:-not known}." >&2; \
	  exit 1; }

# Delta tables as delta-rs, polars and DuckDB read them; the README's commands.
test-readers: archive venv
	PYTHONPATH=bench $(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_read*.py'

# The model graph of a shop whose registry is a real MLflow, and of the DAGs of a real Airflow.
test-models: archive venv mlflow airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_models.py'

# The DAGs, and one run of each kind to gold.
test-airflow: archive venv airflow
	PYTHONPATH=dags AIRFLOW_HOME=$(CURDIR)/target/airflow-test/home $(AIRFLOW)/bin/python -m unittest discover -v -s jobs/src/test/airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_airflow.py'

# A whole Airflow with PostgreSQL: schedule, retry, backfill, a scheduler that is killed. Every night, not in the gate.
test-airflow-e2e: postgres build venv airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_scheduler.py'

postgres:
	@for program in initdb pg_ctl; do command -v $$program >/dev/null || { \
	  echo "$$program is not on the PATH: install PostgreSQL; Debian keeps its programs in /usr/lib/postgresql/*/bin." >&2; \
	  exit 1; }; done

# Argo's workflows, checked with Argo's own packages, and their steps run to gold.
test-argo: archive venv
	@test -z "$$(gofmt -l argo/check)" || (gofmt -d argo/check; exit 1)
	cd argo/check && go vet ./... && go test ./...
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_argo.py'

# What docs/python.md shows, with the PySpark that Airflow's environment has.
test-pyspark: archive venv airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_pyspark.py'

# A whole Superset takes in the dashboard and asks `joy serve` for its charts' data. Not in the gate.
test-superset: build superset
	$(SUPERSET)/bin/python -m unittest discover -v -s jobs/src/test/python -p 'test_superset.py'

# The page of `joy report` in a real Chromium: its numbers, keyboard, contrast, widths and paper. Not in the gate.
# WRITE_PICTURE=1 also writes docs/report.png.
test-page: chromium build browser
	$(BROWSER)/bin/python -m unittest discover -v -s jobs/src/test/python -p 'test_page.py'

chromium:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
	  echo "There is no Chromium on the PATH: install it (Debian: apt-get install chromium)." >&2; \
	  exit 1; }

# A Trino reads the lake as docs/bi.md says, and is given what `joy sql` is. Not in the gate.
test-trino: trino-java build trino
	TRINO_JAVA_HOME=$(TRINO_JAVA_HOME) python3 -m unittest discover -v -s jobs/src/test/python -p 'test_trino.py'

# What the image holds runs `joy`, and is Spark's driver and its executors on Kubernetes.
test-image: build venv
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_image*.py'

# The container image, by Docker or what ENGINE names.
ENGINE ?= docker
IMAGE ?= spark-joy:0.1.0

image: build
	$(ENGINE) build --build-arg REVISION=$$(git rev-parse HEAD) --tag $(IMAGE) .

# What has a newer release: dependencies, Maven plugins and Python packages.
PRERELEASES = .*-(alpha|beta|M|preview|rc|RC)[0-9.-]*|20[0-9]{6}.*

outdated: venv
	@mvn --batch-mode -Dstyle.color=never '-Dmaven.version.ignore=$(PRERELEASES)' versions:display-dependency-updates \
	  versions:display-plugin-updates | sed -n '/->/s/.INFO. *//p' | sort -u
	@$(VENV)/bin/pip list --outdated --disable-pip-version-check

# Seconds of a parse in the DAG processor.
bench-dags: airflow
	AIRFLOW_HOME=$(CURDIR)/target/airflow-test/home $(AIRFLOW)/bin/python bench/dag_parse.py

# Public libraries of statistics want older numpy than the readers.
statistics-venv: $(STATISTICS_VENV)/.stamp

$(STATISTICS_VENV)/.stamp: $(STATISTICS)/requirements.lock
	$(ENVIRONMENT)

# Random experiments, computed here and by gbstats, scipy, statsmodels and tea-tasting; others with SEED=7.
SEED ?= 0

test-statistics: $(TEST_CLASSES) statistics-venv
	SEED=$(SEED) $(STATISTICS_VENV)/bin/python -m unittest discover -v -s $(STATISTICS)

# Drivers that append to one table on a real S3 server: make rig-race DRIVERS=3 COMMITS=200. With STORE=stock it shows
# what Delta's own store loses.
rig-race: $(TEST_CLASSES)
	@cd jobs && java $(OPENS) -cp "$$(cat ../$(TEST_CLASSES))" sparkjoy.WriterRace $(DRIVERS) $(COMMITS) $(STORE)

$(TEST_CLASSES): $(SOURCES) $(shell find jobs/src/test -type f)
	$(MAVEN) test-compile dependency:build-classpath -pl jobs -Dmdep.outputFile=target/test.classpath.part
	@echo "target/classes:target/test-classes:$$(cat jobs/target/test.classpath.part)" > $@

lint-python: venv
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

format-python: venv
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# Size and repetitions: make bench EVENTS=1000000 RUNS=3
bench: build archive venv
	bench/run $(EVENTS)

# What a unit of a million clicks costs the experiments' jobs: make bench-skew CLICKS=1000000
CLICKS ?= 1000000

bench-skew: build archive venv
	$(PYTHON) bench/skew $(CLICKS)

# How long a delivery takes to gold: make bench-stream EVENTS=50000 DELIVERIES=40
bench-stream: EVENTS = 50000
bench-stream: DELIVERIES = 40
bench-stream: build archive venv
	$(PYTHON) bench/stream $(EVENTS) $(DELIVERIES)

# Six lines and nothing new, as cold processes, over a bare Spark session: make bench-delivery RUNS=3
bench-delivery: RUNS = 3
bench-delivery: build archive
	RUNS=$(RUNS) python3 bench/delivery

# What share of a full recompute one more day costs: make bench-incremental EVENTS=3000000 JOBS=all
bench-incremental: EVENTS = 20000000
bench-incremental: JOBS =
bench-incremental: build archive venv
	$(PYTHON) bench/incremental $(EVENTS) $(JOBS)

format:
	$(MAVEN) spotless:apply

clean:
	$(MAVEN) clean
	rm -rf target
