using EventAgents.Benchmarks;
using EventAgents.Benchmarks.Guard;
using EventAgents.Benchmarks.Log;
using EventAgents.Benchmarks.Pii;

// just bench [NAME …]: each benchmark prints what it measured beside its baseline, taken in turns in the same run.
var all = new Dictionary<string, Func<Task>>(StringComparer.OrdinalIgnoreCase)
{
    ["append"] = AppendBenchmark.RunAsync,
    ["load"] = LoadBenchmark.RunAsync,
    ["project"] = ProjectionBenchmark.RunAsync,
    ["guard"] = GuardBenchmark.RunAsync,
    ["guard-recorded"] = GuardBenchmark.RunRecordedAsync,
    ["guard-shapes"] = ShapesBenchmark.RunAsync,
    ["pii"] = PiiBenchmark.RunAsync,
    ["pii-linear"] = PiiLinearity.RunAsync,
};

if (args.FirstOrDefault(name => !all.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'. There are: {string.Join(", ", all.Keys)}.");
    return 2;
}

Report.Machine();
foreach (var name in args.Length == 0 ? all.Keys : (IEnumerable<string>)args) await all[name]();
return 0;
