using EventAgents.Host.Cli;

return await CommandLine.RunAsync(args, CommandLine.Root(
[
    ServeVerb.Create(),
]));
