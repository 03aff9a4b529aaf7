using System.Data.Common;
using System.Net.Http;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using Concord.Platform.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Concord.Platform.Operations;

internal static class LogSetup
{
    public static void AddLog(this WebApplicationBuilder builder)
    {
        var format = builder.Configuration["log"] ?? "text";
        if (format is not ("text" or "json")) throw new SettingRefused("log", $"'{format}' is neither text nor json.");

        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.FormatterName = format == "json" ? LogAsJson.Format : LogAsText.Format);
        builder.Logging.AddConsoleFormatter<LogAsText, ConsoleFormatterOptions>();
        builder.Logging.AddConsoleFormatter<LogAsJson, ConsoleFormatterOptions>();
    }
}

/// <summary>
/// What of a failure is told. Its words may hold what somebody typed, so of most failures the log has the type and the place in the program;
/// of those that are about machines also the words.
/// </summary>
internal static class Failures
{
    public static IEnumerable<Exception> In(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException) yield return failure;
    }

    public static string? WordsOf(Exception failure) => failure is SocketException or HttpRequestException or TimeoutException or SettingRefused || (failure is DbException && !IsAboutValues((DbException)failure)) ? failure.Message : null;

    public static string In(Exception failure, string indent) =>
        string.Concat(In(failure).Select(one => $"{indent}{one.GetType().FullName}{(WordsOf(one) is { } words ? ": " + words : "")}\n{Trace(one, indent)}"));

    private static string Trace(Exception failure, string indent) => string.Concat((failure.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => indent + line.TrimEnd() + "\n"));

    /// <summary>The databases repeat values in what they say of constraints and of malformed input.</summary>
    private static bool IsAboutValues(DbException failure) => failure.SqlState is ['2', ..];
}

/// <summary>One line per entry, then the failure if there is one.</summary>
internal sealed class LogAsText() : ConsoleFormatter(Format)
{
    public const string Format = "concord-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {logEntry.LogLevel,-11} {logEntry.Category}: {logEntry.Formatter(logEntry.State, null)}{Reference(logEntry.LogLevel)}");
        if (logEntry.Exception is { } failure) textWriter.Write(Failures.In(failure, "    "));
    }

    /// <summary>What the error page shows to whoever met the error.</summary>
    private static string Reference(LogLevel level) => level >= LogLevel.Error && System.Diagnostics.Activity.Current is { } activity ? $" [{activity.TraceId}]" : "";
}

/// <summary>One JSON object per line.</summary>
internal sealed class LogAsJson() : ConsoleFormatter(Format)
{
    public const string Format = "concord-json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", DateTime.UtcNow);
            json.WriteString("level", logEntry.LogLevel.ToString().ToLowerInvariant());
            json.WriteString("from", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, null));
            if (System.Diagnostics.Activity.Current is { } activity) json.WriteString("reference", activity.TraceId.ToString()); // what the error page shows
            WriteValues(json, logEntry.State);
            if (logEntry.Exception is { } failure) json.WriteString("failure", Failures.In(failure, ""));
            json.WriteEndObject();
        }

        textWriter.WriteLine(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
    }

    private static void WriteValues<TState>(Utf8JsonWriter json, TState state)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> values) return;

        json.WriteStartObject("values");
        foreach (var (name, value) in values.Where(pair => pair.Key != "{OriginalFormat}")) json.WriteString(name, value?.ToString());
        json.WriteEndObject();
    }
}
