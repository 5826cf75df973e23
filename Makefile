# Start with `make demo` and `make test`: see the README.
MAVEN = @mvn --batch-mode --quiet -Dstyle.color=never
JAR = jobs/target/spark-joy.jar
ARCHIVE = jobs/target/archive.stamp
SMALL = jobs/target/lib-small
JAVA = $(if $(JAVA_HOME),$(JAVA_HOME)/bin/)java
DEMO = target/demo
SOURCES = $(shell find jobs/src/main -type f) pom.xml jobs/pom.xml

VENV = target/venv
PYTHON = $(VENV)/bin/python
STATISTICS = jobs/src/test/statistics
STATISTICS_VENV = target/statistics-venv
TEST_CLASSES = jobs/target/test.classpath

AIRFLOW = target/airflow
MLFLOW = target/mlflow
SUPERSET = target/superset
BROWSER = target/browser
HELM = target/helm
SITE = target/site
SITE_VENV = target/site-venv

# Mermaid's npm package. Update version and checksum together: npm pack mermaid@VERSION, then sha512sum.
MERMAID = target/mermaid
MERMAID_VERSION = 12.3.0
MERMAID_SHA512 = e35d774dd5de2c0b0caee27bf4ea452f93bcf8b4c55e142a676eb4ac5ded8149a2340b519b852e99ed3823eeb93d137ac99ebd2787fcad56165bccd193ae5463

# Trino needs Java 24 or later. Set TRINO_JAVA_HOME if the default Java is older.
TRINO = target/trino
TRINO_VERSION = 476
TRINO_JAVA_HOME ?= $(JAVA_HOME)
TRINO_JAVA = $(if $(TRINO_JAVA_HOME),$(TRINO_JAVA_HOME)/bin/)java

.PHONY: help build archive demo demo-s3 release docs site-venv test-site test test-java environments test-readers \
  test-statistics test-models test-airflow test-airflow-e2e postgres test-argo test-pyspark test-image test-superset test-page \
  chromium browser mermaid test-helm helm test-trino trino trino-java image image-small outdated venv statistics-venv airflow \
  mlflow superset lint-python format format-python clean

# The jar and its libraries.
build: $(JAR)

$(JAR): $(SOURCES)
	@echo "building …" >&2
	@rm -rf jobs/target/lib
	$(MAVEN) package -DskipTests
	@touch $@

# Archives the classes that a small run loads, so that every later start is faster; with Java 25 also its profiles.
archive: $(ARCHIVE)

$(ARCHIVE): $(JAR)
	@echo "preparing a faster start …" >&2
	@bin/archive
	@touch $@

# Generates logs, runs all jobs on them and writes the report page.
demo: build
	@rm -rf $(DEMO)
	@bin/joy demo $(DEMO)

# The pipeline on a local S3 server, with logs and lake at s3a:// and two drivers at once: see docs/s3.md.
demo-s3: build $(TEST_CLASSES)
	@rm -rf $(DEMO)-s3
	@bin/joy generate $(DEMO)-s3/logs --events 20000 --days 2
	@$(JAVA) -cp "$$(sed 's#^target/classes:target/test-classes#jobs/target/classes:jobs/target/test-classes#' $(TEST_CLASSES))" \
	  sparkjoy.S3Demo $(DEMO)-s3/logs bin/demo-s3

# An archive that needs Java only, in target/release: the same commit gives the same bytes.
# It is built from the start, because classes of deleted sources and libraries of other versions may be left from earlier builds.
release:
	@rm -rf jobs/target/classes jobs/target/generated-sources jobs/target/lib $(JAR)
	@$(MAKE) --no-print-directory build
	@bin/release

# Each of these tests uses separate folders, so they can run in parallel.
PYTHON_TESTS = test-readers test-statistics test-models test-airflow test-argo test-pyspark test-image test-site

# All checks and tests. The Java tests build the jar that the Python tests run; meanwhile the Python environments are
# downloaded. The Python tests run two at a time.
test: lint-python
	$(MAKE) --no-print-directory -j2 test-java environments
	$(MAKE) --no-print-directory -j2 --output-sync=target $(PYTHON_TESTS)

test-java:
	mvn --batch-mode -Dstyle.color=never verify
	@touch $(JAR)

environments: statistics-venv mlflow airflow site-venv

# Creates a Python environment from a lock file.
define ENVIRONMENT
rm -rf $(@D)
python3 -m venv $(@D)
$(@D)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r $<
@touch $@
endef

# Python tools and readers, pinned with hashes.
venv: $(VENV)/.stamp

$(VENV)/.stamp: bench/requirements.lock
	$(ENVIRONMENT)

# Airflow in a separate environment, pinned with hashes.
airflow: $(AIRFLOW)/.stamp

$(AIRFLOW)/.stamp: dags/requirements.lock
	$(ENVIRONMENT)

# MLflow's registry in a separate environment, pinned with hashes.
mlflow: $(MLFLOW)/.stamp

$(MLFLOW)/.stamp: jobs/src/test/mlflow/requirements.lock
	$(ENVIRONMENT)

# Sphinx in a separate environment, pinned with hashes.
site-venv: $(SITE_VENV)/.stamp

$(SITE_VENV)/.stamp: docs/site/requirements.lock
	$(ENVIRONMENT)

# The documentation as a searchable site that works without a server: open target/site/index.html.
docs: site-venv
	$(SITE_VENV)/bin/python docs/site/build.py $(SITE)

# Builds the site and checks its links, anchors and search.
test-site: site-venv
	$(SITE_VENV)/bin/python -m unittest discover -v -s jobs/src/test/python -p 'test_site.py'

# Superset in a separate environment, pinned with hashes.
superset: $(SUPERSET)/.stamp

# The pins of the lock file are also constraints: the pip of Python 3.11 ignores the pin of a package that others require with
# extras. They have no hashes, because pip would then refuse the build tools of packages that have no wheel.
SUPERSET_PINS = target/superset-pins.txt

$(SUPERSET)/.stamp: export PIP_CONSTRAINT = $(CURDIR)/$(SUPERSET_PINS)
$(SUPERSET)/.stamp: bi/superset/requirements.lock
	@mkdir -p target && sed -n 's/^\([A-Za-z0-9._-]*==[^ ;\]*\).*/\1/p' $< > $(SUPERSET_PINS)
	$(ENVIRONMENT)

# Playwright, which controls the installed Chromium, and axe-core, pinned with hashes.
browser: $(BROWSER)/.stamp

$(BROWSER)/.stamp: jobs/src/test/page/requirements.lock
	$(ENVIRONMENT)

# Mermaid's library, which draws `joy models export` in a page.
mermaid: $(MERMAID)/$(MERMAID_VERSION).stamp

$(MERMAID)/$(MERMAID_VERSION).stamp:
	@rm -rf $(MERMAID)
	@mkdir -p $(MERMAID)
	npm pack --silent mermaid@$(MERMAID_VERSION) --pack-destination $(MERMAID)
	@echo "$(MERMAID_SHA512)  $(MERMAID)/mermaid-$(MERMAID_VERSION).tgz" | sha512sum --check --quiet
	tar -xzf $(MERMAID)/mermaid-$(MERMAID_VERSION).tgz -C $(MERMAID) --strip-components=2 package/dist/mermaid.min.js
	@rm $(MERMAID)/mermaid-$(MERMAID_VERSION).tgz
	@touch $@

# Helm from its Go module, pinned with hashes.
helm: $(HELM)/helm

$(HELM)/helm: jobs/src/test/helm/go.mod jobs/src/test/helm/go.sum
	cd jobs/src/test/helm && nice go build -p 1 -o $(CURDIR)/$@ helm.sh/helm/v3/cmd/helm

# Trino's server from Maven. All connectors except the one in use are removed, so that it starts faster.
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

# Reads the Delta tables with delta-rs, polars and DuckDB, and runs the commands of the README.
test-readers: archive venv
	PYTHONPATH=bench $(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_read*.py'

# Loads the model graph of a shop from a real MLflow registry and from the DAGs of a real Airflow.
test-models: archive venv mlflow airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_models.py'

# Tests the DAGs, and runs each kind once up to gold.
test-airflow: archive venv airflow
	PYTHONPATH=dags AIRFLOW_HOME=$(CURDIR)/target/airflow-test/home $(AIRFLOW)/bin/python -m unittest discover -v -s jobs/src/test/airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_airflow.py'

# Tests a complete Airflow with PostgreSQL: schedule, retry, backfill, a killed scheduler. Not part of `make test`.
test-airflow-e2e: postgres build venv airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_scheduler.py'

postgres:
	@for program in initdb pg_ctl; do command -v $$program >/dev/null || { \
	  echo "$$program is not on the PATH: install PostgreSQL; Debian keeps its programs in /usr/lib/postgresql/*/bin." >&2; \
	  exit 1; }; done

# Checks the Argo workflows with Argo's own packages, and runs their steps up to gold.
test-argo: archive venv
	@test -z "$$(gofmt -l argo/check)" || (gofmt -d argo/check; exit 1)
	cd argo/check && go vet ./... && go test ./...
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_argo.py'

# Runs the blocks of docs/python.md with the PySpark of the Airflow environment.
test-pyspark: archive venv airflow
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_pyspark.py'

# Imports the dashboard into a complete Superset and queries the data of its charts from `joy serve`. Not part of `make test`.
test-superset: build superset
	$(SUPERSET)/bin/python -m unittest discover -v -s jobs/src/test/python -p 'test_superset.py'

# Tests the page of `joy report` in a real Chromium (numbers, keyboard, contrast, widths and print), the model graph in Mermaid, and the
# documentation site at three widths.
# Not part of `make test`. WRITE_PICTURE=1 also writes docs/report.png.
test-page: chromium build $(TEST_CLASSES) browser mermaid docs
	$(BROWSER)/bin/python -m unittest discover -v -s jobs/src/test/python -p 'test*_page.py'

chromium:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || { \
	  echo "There is no Chromium on the PATH: install it (Debian: apt-get install chromium)." >&2; \
	  exit 1; }

# Renders charts with a real `helm template`. Not part of `make test`: the first time it builds Helm, which takes about 190 s of CPU.
test-helm: build helm
	PATH="$(CURDIR)/$(HELM):$$PATH" python3 -m unittest discover -v -s jobs/src/test/python -p 'test_helm.py'

# Reads the lake with Trino as docs/bi.md describes, and compares with `joy sql`. Not part of `make test`.
test-trino: trino-java build trino
	TRINO_JAVA_HOME=$(TRINO_JAVA_HOME) python3 -m unittest discover -v -s jobs/src/test/python -p 'test_trino.py'

# Tests that the files of the image run `joy`, and work as Spark's driver and executors on Kubernetes; and that the release
# archive is reproducible and gets to KPIs with Java alone.
test-image: build $(SMALL) venv
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_image*.py'
	$(PYTHON) -m unittest discover -v -s jobs/src/test/python -p 'test_release.py'

ENGINE ?= docker
IMAGE ?= spark-joy:0.1.0

# The container image, built with Docker or the program that ENGINE names.
image: build
	$(ENGINE) build --build-arg REVISION=$$(git rev-parse HEAD) --tag $(IMAGE) .

# The image without the jars that jobs/small-image.txt lists.
image-small: build $(SMALL)
	$(ENGINE) build --build-arg REVISION=$$(git rev-parse HEAD) --build-arg LIBRARIES=$(SMALL) --tag $(IMAGE)-small .

# Each line of the list must match a jar, so that a line that has become useless is noticed.
$(SMALL): $(JAR) jobs/small-image.txt
	@rm -rf $@ && cp -rl jobs/target/lib $@
	@sed -e 's/ *#.*//' -e '/^$$/d' jobs/small-image.txt | while read -r jars; do rm $@/$$jars || exit 1; done
	@touch $@

PRERELEASES = .*-(alpha|beta|M|preview|rc|RC)[0-9.-]*|20[0-9]{6}.*

# Lists dependencies, Maven plugins and Python packages that have a newer release, and the pinned base image. No build tool knows
# newer images: compare its tag and digest with those of hub.docker.com/_/eclipse-temurin.
outdated: venv
	@mvn --batch-mode -Dstyle.color=never '-Dmaven.version.ignore=$(PRERELEASES)' versions:display-dependency-updates \
	  versions:display-plugin-updates | sed -n '/->/s/.INFO. *//p' | sort -u
	@$(VENV)/bin/pip list --outdated --disable-pip-version-check
	@sed -n 's/^FROM /base image, to be compared by hand: /p' Dockerfile

# Public statistics libraries need an older numpy than the readers.
statistics-venv: $(STATISTICS_VENV)/.stamp

$(STATISTICS_VENV)/.stamp: $(STATISTICS)/requirements.lock
	$(ENVIRONMENT)

# Compares the results of random experiments with gbstats, scipy, statsmodels and tea-tasting. SEED=7 uses other experiments.
SEED ?= 0

test-statistics: $(TEST_CLASSES) statistics-venv
	SEED=$(SEED) $(STATISTICS_VENV)/bin/python -m unittest discover -v -s $(STATISTICS)

$(TEST_CLASSES): $(SOURCES) $(shell find jobs/src/test -type f)
	$(MAVEN) test-compile dependency:build-classpath -pl jobs -Dmdep.outputFile=target/test.classpath.part
	@echo "target/classes:target/test-classes:$$(cat jobs/target/test.classpath.part)" > $@

lint-python: venv
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

# Formats the Python code.
format-python: venv
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# Formats the Java code.
format:
	$(MAVEN) spotless:apply

# Deletes everything that was built.
clean:
	$(MAVEN) clean
	rm -rf target

# Lists the targets, with those of rigs.mk.
help:
	@awk '/^# / { about = about substr($$0, 2) } !/^#/ { sub(/\. .*/, ".", about); if (about && /^[a-z][a-z0-9-]*:/) \
	  printf "%-18s%s\n", substr($$1, 1, length($$1) - 1), about; about = "" }' $(MAKEFILE_LIST)

include rigs.mk
