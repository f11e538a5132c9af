# Lists the recipes.
default:
  @just --list --unsorted

# Starts everything on this machine; Ctrl-C stops it.
run *args:
  ./run {{args}}

# Runs every test; arguments go to the runner.
test *args:
  ./test {{args}}

# Measures the log beside plain Npgsql.
bench *args:
  dotnet run --project tests/Benchmarks -c Release -- {{args}}

# Measures the guard beside a bare pass-through and a direct connection.
bench-guard:
  dotnet run --project tests/Benchmarks -c Release -- guard guard-shapes

# Makes an environment's store and fills it with test data: just init --environment staging.
init *args:
  ./eventagents init {{args}}

# Checks the host that runs here: just smoke --environment staging.
smoke *args:
  ./eventagents smoke {{args}}

# Loads a running host (Api__RequestsPerMinute=0 ./run): just load --rate 100 --duration 1m.
load *args:
  ./eventagents load {{args}}

# Makes the read models anew from the log, beside the live ones.
replay *args:
  ./eventagents rebuild {{args}}

# Compares every row of every read model with what the log gives; fails on any difference.
verify *args:
  ./eventagents replay --verify {{args}}

# Trains the tagger on the labelled documents in DATA and writes the model that is shipped.
train *args:
  ./eventagents train {{args}}

# Scores the detector on every development set in DATA.
eval *args:
  ./eventagents eval {{args}}

# Fetches the official Node clients that one test drives through the guard.
node-clients:
  npm install --prefix tests/Guard.Tests/Proxy/Node --no-package-lock --no-audit --no-fund

# Fetches what the console's accessibility tests check with.
console-checks:
  npm install --prefix tests/Host.Tests/Console/Node --no-package-lock --no-audit --no-fund

# Makes the pictures in docs/images again, from seeded data in a headless Chromium.
screenshots:
  dotnet test --project tests/Host.Tests -c Release --explicit only --filter-class EventAgents.Host.Tests.WebConsole.Screenshots

# Formats the code.
fmt:
  dotnet format EventAgents.sln

# Fails when the code is not formatted or the build warns.
lint:
  dotnet build EventAgents.sln -c Release --nologo -v quiet
  dotnet format EventAgents.sln --verify-no-changes --no-restore

# Proves the log at size: 200,000 events by the API, a million events, readers that are cut off; figures go to artifacts/measured.log.
verify-scale:
  EVENTAGENTS_PROOFS=full dotnet test --project tests/Host.Tests -c Release --filter-namespace EventAgents.Host.Tests.Volume

# Runs the long proofs at their stated size: hosts and the database killed under load.
proofs:
  EVENTAGENTS_PROOFS=full dotnet test --project tests/Host.Tests -c Release --filter-namespace EventAgents.Host.Tests.Crash

# Holds a host under half of the load that it can take for 15 minutes; fails when memory rises by a tenth, a request fails or a read model falls behind.
soak:
  EVENTAGENTS_PROOFS=full dotnet test --project tests/Host.Tests -c Release --filter-class EventAgents.Host.Tests.Load.SoakTests --show-live-output on

# Gives the detector ten million random and damaged inputs.
fuzz:
  EVENTAGENTS_FUZZ=10000000 dotnet test --project tests/Pii.Tests -c Release --filter-class EventAgents.Pii.Tests.AnyInputTests

# Trains the tagger anew and compares the model with the one that is shipped, byte for byte.
verify-model *args:
  ./eventagents train {{args}} --output artifacts/verified-tagger.bin
  cmp artifacts/verified-tagger.bin src/Pii/Tagger/Model/tagger.bin

# Starts everything in containers, Prometheus and Grafana too; docker-compose.yml says which secrets it wants.
up *args:
  docker compose up --build --detach --wait {{args}}

# Stops the containers; what they have stored stays.
down *args:
  docker compose down {{args}}
