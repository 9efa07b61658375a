# `make run` and `make test` do all the set-up on a fresh machine that has the .NET 10 SDK and Node 20.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
CONFIGURATION ?= Release
configuration := $(shell echo $(CONFIGURATION) | tr A-Z a-z)
# Output folder: ARTIFACTS, for who wants it elsewhere.
ARTIFACTS ?= $(CURDIR)/.artifacts
export ArtifactsPath := $(ARTIFACTS)
run_folder := $(if $(LOGISTICS_RUN),$(LOGISTICS_RUN),$(CURDIR)/.run)
program = dotnet $(ARTIFACTS)/bin/$(1)/$(configuration)/Logistics.$(1).dll

web := services/Console/web
web_page := services/Console/wwwroot/index.html
web_modules := $(web)/node_modules/.package-lock.json
web_sources := $(shell [ ! -d $(web) ] || find $(web) \( -name node_modules -o -name dist \) -prune -o -type f -print)

.PHONY: help run demo replay smoke test test-fast test-long test-marten answers-eta answers-timetable bench bench-routing bench-log bench-ingest bench-shipments torture-log check lock-protos format build web clean

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / && !seen[$$1]++ { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ifeq ($(CONTAINERS),1)
run: ## Starts the hub with demo traffic (DEMO=0: empty; CONTAINERS=1: in containers)
	infra/compose/up
else
run: build web ## Starts the hub with demo traffic (DEMO=0: empty; CONTAINERS=1: in containers)
	@$(call program,Launcher) run
endif

demo: build ## Sends demo traffic to the hub that runs (DEMO_ARGS="...")
	@$(call program,Demo) $(DEMO_ARGS)

replay: build ## Replays an RFID reader's log into the hub that runs (FILE=... REPLAY_ARGS="--speed 10")
	@$(if $(FILE),,$(error FILE is missing: make replay FILE=path/of/a/reader/log))
	@$(call program,Launcher) replay $(FILE) $(REPLAY_ARGS)

smoke: build web ## One shipment from booking to arrival on a fresh hub (SMOKE_ARGS="--fault RabbitMQ")
	@$(call program,Smoke) $(SMOKE_ARGS)

test: build web ## All tests but the long ones; ends with "N passed, N failed"
	@$(call program,Launcher) test 'Takes!=Long'

test-fast: build ## The tests that need no servers
	@$(call program,Launcher) test 'Needs!=Servers&Takes!=Long'

test-long: build web ## The tests that take long
	@$(call program,Launcher) test 'Takes=Long'
	@$(call program,EventStore.Torture) $(TORTURE_EVENTS)

test-marten: ## The conformance suite over Marten, where its package restores
	@dotnet restore infra/EventStore.Marten/Tests -p:UseMarten=true -v quiet > /dev/null 2>&1 || \
	  { echo "Marten cannot be restored here: its port was not compiled and nothing was tested (infra/EventStore.Marten/README.md)." >&2; exit 1; }
	dotnet test infra/EventStore.Marten/Tests -p:UseMarten=true -c $(CONFIGURATION)

answers-timetable: build ## Answers to the timetable queries of the real feeds (OUT=dir; ANSWERS_ARGS="--check" compares them with the oracle)
	@$(if $(OUT),,$(error OUT is missing: make answers-timetable OUT=dir))
	@$(call program,Routing.Answers) $(OUT) $(ANSWERS_ARGS)

bench-log: build ## The event log against raw COPY, RESULT lines, four minutes (BENCH_ARGS="append rebuild delay load at10m ROUNDS")
	@$(call program,EventStore.Bench) $(BENCH_ARGS)

torture-log: build ## A million events against kills, restarts and slow batches (TORTURE_EVENTS=...)
	@$(call program,EventStore.Torture) $(TORTURE_EVENTS)

bench-ingest: build ## The doors for reads against raw COPY, RESULT lines (INGEST_ARGS="doors ack memory sustained milestone history ROUNDS seconds=60")
	@$(call program,Tags.Bench) $(INGEST_ARGS)

bench-shipments: build ## The Shipments service over a million shipments, RESULT lines, six minutes (SHIPMENTS_ARGS="commands reports watch lists catchup")
	@$(call program,Shipments.Bench) $(SHIPMENTS_ARGS)

bench-routing: build ## Scans of a generated network of 30,000 hubs on one core, RESULT lines (BENCH_ARGS="SEED ea pareto all delay replan")
	@$(call program,Routing.Bench) $(BENCH_ARGS)

.PHONY: bench-watch
bench-watch: build ## Presence and condition alone, catching up with a journal (BENCH_ARGS="thousand reads, thousand tags")
	@$(call program,Watch.Bench) $(BENCH_ARGS)

bench: bench-routing bench-log bench-ingest bench-shipments bench-watch ## All benchmarks; each prints RESULT lines

answers-eta: build ## Answers to the questions about real legs, RESULT lines (OUT=folder)
	@$(if $(OUT),,$(error OUT is missing: make answers-eta OUT=folder))
	@$(call program,Routing.EtaAnswers) $(OUT)

check: build web ## Format, warnings as errors, architecture tests, the locked protos, the console's types
	@dotnet format whitespace . --folder --verify-no-changes --exclude .artifacts .run $(web)/node_modules
	@dotnet test $(ARTIFACTS)/bin/Architecture.Tests/$(configuration)/Logistics.Architecture.Tests.dll
	@dotnet test $(ARTIFACTS)/bin/Protos.Tests/$(configuration)/Logistics.Protos.Tests.dll
	@cd $(web) && npm run typecheck && npm run lint --if-present

lock-protos: build ## Locks what the .proto files promise now (docs/api-versioning.md)
	@LOGISTICS_LOCK_PROTOS=1 dotnet test $(ARTIFACTS)/bin/Protos.Tests/$(configuration)/Logistics.Protos.Tests.dll

format: ## Formats the C# sources
	dotnet format Logistics.sln

build: ## Builds everything; a warning is an error
	@dotnet build Logistics.sln -c $(CONFIGURATION) -v quiet -clp:NoSummary

web: $(web_page)

$(web_modules): $(web)/package.json $(web)/package-lock.json
	cd $(web) && npm ci --no-audit --no-fund
	@touch $@

$(web_page): $(web_modules) $(web_sources)
	cd $(web) && npm run build
	@touch $@

clean: ## Deletes all that was built and all data; not while a hub runs
	@if [ -e $(run_folder)/lock ] && ! flock -n $(run_folder)/lock true; then echo "A hub runs in $(run_folder): stop it first." >&2; exit 1; fi
	@for link in $$(find $(run_folder) -maxdepth 3 -name postgres -type l 2> /dev/null); do rm -rf "$$(readlink -f $$link)"; done
	rm -rf $(run_folder) $(ARTIFACTS) services/Console/wwwroot $(web)/node_modules
