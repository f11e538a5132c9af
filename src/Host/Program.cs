using EventAgents.Host.Cli;
using EventAgents.Host.Guard;

return await CommandLine.RunAsync(args, CommandLine.Root(
[
    ServeVerb.Create(),
    MaskVerb.Create(),
    DetectVerb.Create(),
    TrainVerb.Create(),
    EvalVerb.Create(),
    InitVerb.Create(),
    ResetVerb.Create(),
    SmokeVerb.Create(),
    VerifySealsVerb.Create(),
    VerifyExportVerb.Create(),
    LoadVerb.Create(),
    MonitorVerb.Create(),
    ReplayVerb.Create(),
    RebuildVerb.Create(),
    EventsVerb.Create(),
    ExportAuditVerb.Create(),
]));
