namespace EventAgents.Host.Hosting;

/// <summary>The host cannot start; the message says why and what to do, and is shown as it is.</summary>
internal sealed class StartException(string message, Exception? cause = null) : Exception(message, cause);
