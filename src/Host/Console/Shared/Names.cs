using EventAgents.Events;

namespace EventAgents.Host.WebConsole.Shared;

/// <summary>The members of an enum as choices of a form.</summary>
internal static class Names
{
    public static IEnumerable<string> Of<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(WireName.Of);
}
