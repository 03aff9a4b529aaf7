using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Concord.Tests.Support;

/// <summary>One piece of news that an open page was told.</summary>
internal sealed record Heard(long Id, string Sort, JsonElement Data)
{
    public string Address => Data.GetProperty("address").GetString()!;

    public bool Mine => Data.GetProperty("mine").GetBoolean();

    /// <summary>The name in English; null when none was told.</summary>
    public string? Who => Data.TryGetProperty("who", out var who) ? who.GetProperty("en").GetString() : null;
}

/// <summary>Listens as a browser does, without one.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly CancellationTokenSource stop = new();
    private readonly Task reading;

    private Listener(HttpResponseMessage answer)
    {
        this.answer = answer;
        reading = ReadAsync();
    }

    public HttpStatusCode Status => answer.StatusCode;

    public HttpResponseMessage Answer => answer;

    public ConcurrentQueue<Heard> All { get; } = [];

    /// <summary>All that came over the line, as it came.</summary>
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>Whether the other end has closed the line.</summary>
    public bool HasEnded { get; private set; }

    /// <param name="after">The last that was heard before, in milliseconds; null: nothing.</param>
    public static async Task<Listener> To(Browser browser, long? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.AcceptEncoding.ParseAdd("br, gzip");
        if (after is not null) request.Headers.Add("Last-Event-ID", after.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return new(await browser.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    /// <summary>Waits until something was heard.</summary>
    public async Task<Heard> First(Func<Heard, bool> which, int seconds = 15)
    {
        for (var turn = 0; turn < seconds * 100; turn++)
        {
            if (All.FirstOrDefault(which) is { } found) return found;
            await Task.Delay(10);
        }

        throw new TimeoutException($"Not heard within {seconds} seconds; heard was:\n{string.Join('\n', Lines)}");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        answer.Dispose();
        await reading;
        stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
            var (id, sort) = (0L, "");
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                Lines.Enqueue(line);
                if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
                if (line.StartsWith("event: ", StringComparison.Ordinal)) sort = line[7..];
                if (line.StartsWith("data: ", StringComparison.Ordinal)) All.Enqueue(new(id, sort, JsonDocument.Parse(line[6..]).RootElement));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or HttpRequestException or ObjectDisposedException)
        {
            // Closed by one end or the other.
        }

        HasEnded = true;
    }
}
