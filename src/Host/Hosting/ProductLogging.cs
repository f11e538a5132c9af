using EventAgents.Host.Settings;
using EventAgents.Host.Telemetry;
using Microsoft.Extensions.Logging.Console;

namespace EventAgents.Host.Hosting;

/// <summary>Logs go to standard error, since standard output belongs to the ready line and to verbs: as JSON, or in Development for people.</summary>
internal static class ProductLogging
{
    public static void AddProductLogging(this ILoggingBuilder logging, EffectiveSettings settings, ErrorCounter? errors = null)
    {
        logging.AddConfiguration(settings.Configuration.GetSection("Logging"));
        if (settings.Environment == Environments.Development)
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "HH:mm:ss "));
        }
        else
        {
            logging.AddJsonConsole(console => (console.IncludeScopes, console.UseUtcTimestamp, console.TimestampFormat) = (true, true, "O"));
        }
        logging.Services.PostConfigure<LoggerFilterOptions>(QuietCategories.Apply);
        // That cookie keys lie in the database unencrypted is so on purpose: who reads the database needs no cookie.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A form without its token is answered and no fault; whoever sends one is not to fill the log.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // A failed start is told in one line by the command line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (errors is not null) logging.AddProvider(errors).AddFilter<ErrorCounter>(category: null, LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
