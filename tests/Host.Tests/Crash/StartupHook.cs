using System.Runtime.InteropServices;
using EventAgents.Host.Tests.Crash;

/// <summary>The runtime calls this before a program's Main where <c>DOTNET_STARTUP_HOOKS</c> names this assembly. It lets a test bring a real host down from inside.</summary>
internal static class StartupHook
{
    public static void Initialize() => new Thread(WaitAndCrash) { IsBackground = true }.Start();

    private static void WaitAndCrash()
    {
        var order = Environment.GetEnvironmentVariable(CrashOutputTests.OrderFile)!;
        while (!File.Exists(order)) Thread.Sleep(20);
        switch (Path.GetExtension(order))
        {
            case ".failfast": Environment.FailFast("A test brings the host down."); break;
            case ".overflow": Recurse(1); break;
            case ".abort": abort(); break;
            default: throw new InvalidOperationException("A test brings the host down.");
        }
    }

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void abort();

    private static int Recurse(int depth) => Recurse(depth + 1) + depth;
}
