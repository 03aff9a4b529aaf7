using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Concord.Bench;

/// <summary>A browser with a joint record open: it saves paragraphs through the form of their rows, listens to what others change, and fetches
/// the rows that have changed and how many stand how, as the script of the page does.</summary>
internal sealed partial class RecordVisitor : IDisposable
{
    private readonly HttpClient http;
    private readonly string record;

    /// <summary>Rows that are about to be fetched.</summary>
    private readonly HashSet<string> soon = [];
    private int counting;
    private Task counted = Task.CompletedTask;

    public RecordVisitor(string home, string record, Somebody who)
    {
        var cookies = new CookieContainer();
        cookies.SetCookies(new(home), who.Cookie);
        http = new(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, MaxConnectionsPerServer = 6 }) { BaseAddress = new(home) };
        this.record = record;
    }

    public HttpClient Http => http;

    /// <summary>Changes a paragraph as one does: opens the form, types, saves; when the same words were changed meanwhile, sees both and saves again.</summary>
    /// <param name="type">Gives the text of a language (English or not) for the one that stood.</param>
    /// <returns>Milliseconds that each sending of the form took, with the answer's status. The last one says how it ended.</returns>
    public async Task<List<(HttpStatusCode Status, double Time)>> SaveAsync(string paragraph, Func<bool, string, string> type, string act)
    {
        var form = await (await AskAsync($"/en/paragraphs/{paragraph}/edit")).Content.ReadAsStringAsync();
        var sent = new List<(HttpStatusCode, double)>();
        for (var turn = 0; turn < 3; turn++)
        {
            using var content = new FormUrlEncodedContent([.. Fields(form, type), new("Input.Act", act)]);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/en/paragraphs/{paragraph}/edit") { Content = content };
            request.Headers.Add("X-Rows", "yes");
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            sent.Add((answer.StatusCode, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Conflict)) await Console.Error.WriteLineAsync($"A save answered {(int)answer.StatusCode} {answer.Headers.Location}: {Tags().Replace(body, " ")}");
            if (answer.StatusCode != HttpStatusCode.Conflict) break;

            form = body;
        }

        return sent;
    }

    /// <summary>Listens until told to stop, and fetches each row that somebody else has changed.</summary>
    /// <param name="shown">Hears the row as it is shown.</param>
    public async Task ListenAsync(Action<string> shown, TaskCompletionSource open, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live");
        request.Headers.Add("Accept", "text/event-stream");
        var fetched = new ConcurrentBag<Task>();
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
            while (await lines.ReadLineAsync(stop) is { } line)
            {
                if (line.StartsWith("retry:", StringComparison.Ordinal)) open.TrySetResult();
                if (!line.StartsWith("data:", StringComparison.Ordinal)) continue;

                using var told = JsonDocument.Parse(line[5..]);
                if (!told.RootElement.TryGetProperty("mine", out var mine) || mine.GetBoolean()) continue;
                if (told.RootElement.GetProperty("address").GetString()!.Split('/', StringSplitOptions.RemoveEmptyEntries) is [.., "paragraphs", var key]) Soon(key);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        await Task.WhenAll(fetched);
        await counted;

        void Soon(string key)
        {
            lock (soon)
            {
                if (soon.Add(key) && soon.Count == 1) fetched.Add(FetchAsync(shown, stop));
            }
        }
    }

    public async Task<HttpResponseMessage> AskAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Rows", "yes");
        return (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    /// <summary>What a form would send if nothing but its texts were changed.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(string form, Func<bool, string, string>? type = null)
    {
        foreach (Match hidden in Hidden().Matches(form)) yield return new(hidden.Groups[1].Value, WebUtility.HtmlDecode(hidden.Groups[2].Value));
        foreach (Match select in Select().Matches(form)) yield return new(select.Groups[1].Value, Chosen().Match(select.Groups[2].Value).Groups[1].Value);
        foreach (Match text in Area().Matches(form))
        {
            var words = WebUtility.HtmlDecode(text.Groups[2].Value).Trim();
            yield return new(text.Groups[1].Value, type is null || !text.Groups[1].Value.StartsWith("Input.Words", StringComparison.Ordinal) ? words : type(text.Groups[1].Value.Contains("[en]", StringComparison.Ordinal), words));
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>Fetches what has changed by then after the moment that the script of the page lets pass.</summary>
    private async Task FetchAsync(Action<string> shown, CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500) * Random.Shared.NextDouble(), CancellationToken.None);
        string[] keys;
        lock (soon)
        {
            keys = [.. soon];
            soon.Clear();
        }

        using var answer = await AskAsync($"/en/records/{record}/row?{string.Join('&', keys.Select(key => "paragraph=" + key))}");
        shown(await answer.Content.ReadAsStringAsync(CancellationToken.None));
        if (Interlocked.Exchange(ref counting, 1) == 0) counted = CountAsync(stop);
    }

    /// <summary>Asks how many paragraphs stand how, now and then while others write.</summary>
    private async Task CountAsync(CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromSeconds(5 + (5 * Random.Shared.NextDouble())), stop).ContinueWith(_ => { }, TaskScheduler.Default);
        if (stop.IsCancellationRequested) return;

        counting = 0;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/en/records/{record}");
        request.Headers.Add("X-Rows", "counts");
        using var answer = await http.SendAsync(request, CancellationToken.None);
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex(@"(<[^>]*>|\s)+")]
    private static partial Regex Tags();

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)">""")]
    private static partial Regex Hidden();

    [GeneratedRegex("""<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>""", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("""<option(?=[^>]* selected)[^>]* value="([^"]*)""")]
    private static partial Regex Chosen();

    [GeneratedRegex("""<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>""", RegexOptions.Singleline)]
    private static partial Regex Area();
}
