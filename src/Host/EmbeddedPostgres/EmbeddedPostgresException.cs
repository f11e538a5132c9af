namespace EventAgents.Host.EmbeddedPostgres;

/// <summary>The embedded server cannot be had or started. The message says what to do and is shown as it is.</summary>
internal sealed class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause);
