using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Concord.Platform.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Concord.Bench;

/// <summary>
/// A joint record of three hundred paragraphs with twenty versions each, on both databases: opening it, saving in it while twenty people of both
/// sides have it open and edit, when another reader sees it (on PostgreSQL at another node), and sealing.
/// </summary>
internal static partial class RecordBench
{
    /// <summary>Of the first node; the second follows.</summary>
    private const int Port = 5197;
    private const int RawPort = 5199;
    private const int Editors = 20;

    /// <summary>Editors of paragraphs of their own; the others share two: two people change different words of one, two the same words of the other.</summary>
    private const int Alone = 16;
    private const int Views = 40;
    private const int Rounds = 3;
    private const int Sealings = 3;

    /// <summary>About what one row takes.</summary>
    private const int RowBytes = 3_000;

    /// <summary>How long a round of editing takes.</summary>
    private static readonly TimeSpan round = TimeSpan.FromSeconds(45);

    /// <summary>How often one person saves, on average: somebody who never stops to think or to speak.</summary>
    private static readonly TimeSpan pace = TimeSpan.FromSeconds(5);
    private static int numbers = 100_000;

    public static async Task RunAsync()
    {
        PageBench.Line("name", "value", "unit", "beside", "ratio");
        foreach (var database in new[] { "sqlite", "postgres" }) await RunAsync(database);
    }

    private static async Task RunAsync(string database)
    {
        var (arguments, sown) = await PrepareAsync(database);
        var nodes = new List<Process>();
        try
        {
            for (var node = 0; node < (database == "postgres" ? 2 : 1); node++)
            {
                nodes.Add(Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(PageBench.Root, "bench", "results", "app", "Concord.dll"), .. arguments, "--port", Text(Port + node)]) { RedirectStandardOutput = true })!);
                await PageBench.WaitAsync($"http://localhost:{Port + node}/en/");
            }

            var far = $"http://localhost:{Port + nodes.Count - 1}";
            await OpenAsync(database, sown);
            await EditAsync(database, sown, far, nodes[0]);
            await SealAsync(database, sown);
        }
        finally
        {
            foreach (var node in nodes)
            {
                node.Kill(true);
                await node.WaitForExitAsync();
                node.Dispose();
            }

            NpgsqlConnection.ClearAllPools();
        }
    }

    /// <param name="Record">Key of the record that is edited.</param>
    /// <param name="Edited">Keys of the paragraphs that are edited, one for each editor.</param>
    /// <param name="Reader">A programme manager, who reads along.</param>
    /// <param name="Agreed">Keys of the records that wait for signatures, each with a signatory of each side.</param>
    private sealed record Sown(string Record, string[] Edited, Somebody[] Editors, Somebody Reader, (string Record, Somebody[] Signatories)[] Agreed);

    private static async Task<(string[] Arguments, Sown Sown)> PrepareAsync(string database)
    {
        var folder = Path.Combine(PageBench.Root, "bench", "results", "data-record-" + database);
        if (Directory.Exists(folder)) Directory.Delete(folder, true);
        Directory.CreateDirectory(folder);
        string[] arguments = ["--data", folder];
        if (database == "postgres")
        {
            var server = Environment.GetEnvironmentVariable("CONCORD_BENCH_POSTGRES") ?? throw new InvalidOperationException("Start the benchmark with bench/run: it brings PostgreSQL.");
            await PageBench.OnServer(server, "drop database if exists concord_record", "create database concord_record");
            arguments = [.. arguments, "--postgres", new NpgsqlConnectionStringBuilder(server) { Database = "concord_record", MaxPoolSize = 50 }.ConnectionString];
        }

        await using var app = Application.Build([.. arguments, "--urls", "http://127.0.0.1:0", "--programme", Path.Combine(PageBench.Root, "programmes", "mmsp"), "--demo"]);
        await Application.PrepareAsync(app);
        Console.Error.WriteLine($"Sowing a record on {database} …");
        await new Seed(app, 0.1).SowAsync();
        var seed = new RecordSeed(app);
        await seed.PrepareAsync();
        var record = await seed.SowAsync();
        var agreed = new List<(string, Somebody[])>();
        for (var number = 1; number <= Sealings; number++) agreed.Add((await seed.SowAgreedAsync(number), [await seed.SomebodyAsync(Role.Signatory, "eu", number), await seed.SomebodyAsync(Role.Signatory, "china", number)]));
        var editors = new List<Somebody>();
        for (var number = 0; number < Editors; number++) editors.Add(await seed.SomebodyAsync(Role.DialogueDesk, number % 2 == 0 ? "eu" : "china", number));
        var reader = await seed.SomebodyAsync(Role.ProgrammeManager, null, 0);
        await seed.SettleAsync();
        return (arguments, new(record, await EditedAsync(app, record), [.. editors], reader, [.. agreed]));
    }

    /// <summary>Paragraphs all over the record, none of them contested yet.</summary>
    private static async Task<string[]> EditedAsync(WebApplication app, string record)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Me>().IsTheProgram("bench");
        var all = await scope.ServiceProvider.GetRequiredService<Concord.Platform.Database.Db>().Paragraphs.Where(one => one.Record.Key == record).OrderBy(one => one.Sequence).Select(one => one.Key).ToListAsync();
        var free = all.Where((_, number) => number % RecordSeed.Contested != 0).ToList();
        var own = Enumerable.Range(0, Alone).Select(number => free[number * free.Count / Alone]).ToList();
        return [.. own, free[5], free[5], free[^5], free[^5]];
    }

    private static async Task OpenAsync(string database, Sown sown)
    {
        var home = $"http://localhost:{Port}";
        using var reader = new RecordVisitor(home, sown.Record, sown.Editors[1]);
        using var writer = new RecordVisitor(home, sown.Record, sown.Editors[0]);
        await reader.Http.GetStringAsync("/en/desk"); // the first page of a signed-in reader compiles what all pages need
        var path = $"/en/records/{sown.Record}";
        var (bytes, first) = await OnceAsync(reader, path);
        PageBench.Line($"record.{database}.open.first", first, "ms", "the first time at this node since it was started", double.NaN);
        for (var view = 0; view < Views; view++) await OnceAsync(reader, path);
        var (_, again) = await MeasureAsync(() => OnceAsync(reader, path));
        var (_, afterSave) = await MeasureAsync(async () =>
        {
            await SaveOkAsync(writer, sown.Edited[0]);
            return await OnceAsync(reader, path);
        });
        var (restBytes, rest) = await MeasureAsync(() => OnceAsync(reader, path + "?show=all&page=2", rowsAlone: true));
        var raw = await RawAsync((int)bytes);
        Beside("open", again, bytes, raw);
        Beside("open.after-save", afterSave, bytes, raw);
        PageBench.Line($"record.{database}.open.bytes", bytes / 1024, "KB", "limit 120 KB, compressed", bytes / 1024 / 120);
        PageBench.Line($"record.{database}.open.next", Load.Median(rest, time => time), "ms", string.Create(CultureInfo.InvariantCulture, $"the next 40 paragraphs, {restBytes / 1024:0.#} KB"), double.NaN);

        void Beside(string name, List<double> times, double size, double peer)
        {
            PageBench.Line($"record.{database}.{name}", Load.Median(times, time => time), "ms", string.Create(CultureInfo.InvariantCulture, $"limit 300 ms; raw Kestrel {size:0} bytes: {peer:0.00} ms"), Load.Median(times, time => time) / 300);
            PageBench.Line($"record.{database}.{name}.p95", Quantile(times, 0.95), "ms", $"{times.Count} views", double.NaN);
        }
    }

    private static async Task<(double Bytes, List<double> Times)> MeasureAsync(Func<Task<(double Bytes, double Time)>> once)
    {
        var (bytes, times) = (0.0, new List<double>());
        for (var view = 0; view < Views; view++)
        {
            (bytes, var time) = await once();
            times.Add(time);
        }

        return (bytes, times);
    }

    /// <returns>Compressed bytes, and milliseconds to the last of them.</returns>
    private static async Task<(double Bytes, double Time)> OnceAsync(RecordVisitor reader, string path, bool rowsAlone = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", "br");
        if (rowsAlone) request.Headers.Add("X-Rows", "yes");
        var start = Stopwatch.GetTimestamp();
        using var answer = await reader.Http.SendAsync(request);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return (body.Length, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    /// <returns>Milliseconds of a page of so many bytes from raw Kestrel, one at a time.</returns>
    private static Task<double> RawAsync(int bytes) => WithRawAsync(bytes, async http =>
    {
        var times = new List<double>();
        for (var view = 0; view < 2 * Views; view++) times.Add(await OnceAsync(http));
        return Load.Median(times[Views..], time => time);
    });

    private static async Task<T> WithRawAsync<T>(int bytes, Func<HttpClient, Task<T>> work)
    {
        using var raw = Process.Start(new ProcessStartInfo("dotnet", [typeof(RecordBench).Assembly.Location, "raw", Text(RawPort), Text(bytes)]) { RedirectStandardOutput = true })!;
        try
        {
            await PageBench.WaitAsync($"http://localhost:{RawPort}/");
            using var http = new HttpClient { BaseAddress = new($"http://localhost:{RawPort}/") };
            return await work(http);
        }
        finally
        {
            raw.Kill(true);
            await raw.WaitForExitAsync();
        }
    }

    private static async Task<double> OnceAsync(HttpClient raw)
    {
        var start = Stopwatch.GetTimestamp();
        await raw.GetByteArrayAsync("/");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Asks raw Kestrel all the while: what its slowest answers take is the machine's doing.</summary>
    private static async Task<List<double>> AskMeanwhileAsync(HttpClient raw, Task work)
    {
        var times = new List<double>();
        while (!work.IsCompleted)
        {
            times.Add(await OnceAsync(raw));
            await Task.Delay(50);
        }

        await work;
        return times;
    }

    private static async Task EditAsync(string database, Sown sown, string far, Process node)
    {
        await RoundAsync(sown, far, TimeSpan.FromSeconds(15), TimeSpan.Zero, together: false); // compiles what is measured
        var paced = new List<Edited>();
        var raw = await WithRawAsync(RowBytes, http => AskMeanwhileAsync(http, EditInRoundsAsync()));
        Tell("save", paced, string.Create(CultureInfo.InvariantCulture, $"{Editors} people with the record open, each saves every {pace.TotalSeconds:0} s"), 100);
        PageBench.Line($"record.{database}.save.raw.p99", Quantile(raw, 0.99), "ms", $"raw Kestrel, {RowBytes} bytes, asked 20 times a second meanwhile: what the machine does", double.NaN);
        var seen = paced.SelectMany(one => one.Seen).Order().ToList();
        var where = database == "postgres" ? "at the other node, " : "";
        PageBench.Line($"record.{database}.seen.median", Quantile(seen, 0.5), "ms", $"{where}from sending to the row fetched; {seen.Count} saves", double.NaN);
        PageBench.Line($"record.{database}.seen.p99", Quantile(seen, 0.99), "ms", "limit 1000 ms", Quantile(seen, 0.99) / 1000);
        PageBench.Line($"record.{database}.seen.never", paced.Sum(one => one.Unseen), "saves", "limit 0", double.NaN);
        var before = Processor(node);
        var nonstop = await RoundAsync(sown, far, round / 2, TimeSpan.Zero, together: false);
        Tell("save.nonstop", [nonstop], $"{Editors} people, each saves again at once; one reads along", null);
        PageBench.Line($"record.{database}.save.processor", (Processor(node) - before).TotalMilliseconds / nonstop.Times.Count, "ms of the node's processor for a save", database == "postgres" ? "with opening the form and indexing" : "with opening the form, indexing, and the row of the one who reads along", double.NaN);

        async Task EditInRoundsAsync()
        {
            for (var turn = 0; turn < Rounds; turn++) paced.Add(await RoundAsync(sown, far, round, pace, together: true));
        }

        void Tell(string name, List<Edited> rounds, string how, double? limit)
        {
            PageBench.Line($"record.{database}.{name}", Load.Median(rounds, one => one.Times.Count / one.Took), "saves/s", how, double.NaN);
            PageBench.Line($"record.{database}.{name}.p50", Load.Median(rounds, one => Quantile(one.Times, 0.5)), "ms", "", double.NaN);
            PageBench.Line($"record.{database}.{name}.p99", Load.Median(rounds, one => Quantile(one.Times, 0.99)), "ms", limit is null ? "" : $"limit {limit} ms; each of {rounds.Count} rounds: {string.Join(", ", rounds.Select(one => Quantile(one.Times, 0.99).ToString("0", CultureInfo.InvariantCulture)))}", limit is null ? double.NaN : Load.Median(rounds, one => Quantile(one.Times, 0.99)) / limit.Value);
            PageBench.Line($"record.{database}.{name}.both-shown", rounds.Sum(one => one.Conflicts), "answers", "two people changed the same words", double.NaN);
            PageBench.Line($"record.{database}.{name}.errors", rounds.Sum(one => one.Errors), "answers", "limit 0", double.NaN);
        }
    }

    /// <param name="Times">Milliseconds of each form that was sent.</param>
    /// <param name="Seen">Milliseconds from sending a form until the reader had the row with the new words.</param>
    private sealed record Edited(List<double> Times, List<double> Seen, int Unseen, int Conflicts, int Errors, double Took);

    /// <summary>A while of editing.</summary>
    /// <param name="rest">How long one waits before the next save, on average.</param>
    /// <param name="together">Whether the editors too have the page open and fetch what the others change.</param>
    private static async Task<Edited> RoundAsync(Sown sown, string far, TimeSpan length, TimeSpan rest, bool together)
    {
        using var stop = new CancellationTokenSource();
        using var reader = new RecordVisitor(far, sown.Record, sown.Reader);
        var editors = sown.Editors.Select(who => new RecordVisitor($"http://localhost:{Port}", sown.Record, who)).ToList();
        var (times, waiting, seen) = (new ConcurrentBag<(HttpStatusCode Status, double Time)>(), new ConcurrentDictionary<int, (int Editor, long Sent)>(), new ConcurrentBag<double>());
        var listening = new List<Task>();
        var opened = new List<TaskCompletionSource>();
        Listen(reader, See);
        if (together) editors.ForEach(editor => Listen(editor, _ => { }));
        await Task.WhenAll(opened.Select(one => one.Task)).WaitAsync(TimeSpan.FromSeconds(30));

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(editors.Select((_, number) => Work(number)));
        var took = watch.Elapsed.TotalSeconds;
        await Task.Delay(1_500);
        await stop.CancelAsync();
        await Task.WhenAll(listening);
        editors.ForEach(editor => editor.Dispose());
        var answers = times.ToList();
        return new([.. answers.Select(one => one.Time).Order()], [.. seen], waiting.Count, answers.Count(one => one.Status == HttpStatusCode.Conflict), answers.Count(one => one.Status is not (HttpStatusCode.OK or HttpStatusCode.Conflict)), took);

        void Listen(RecordVisitor visitor, Action<string> shown)
        {
            var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            opened.Add(open);
            listening.Add(visitor.ListenAsync(shown, open, stop.Token));
        }

        // A row with a later number of the same editor tells what the earlier ones did too.
        void See(string row)
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var number in Numbers().Matches(row).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).Distinct())
            {
                if (!waiting.TryGetValue(number, out var shown)) continue;
                foreach (var (earlier, one) in waiting.Where(one => one.Value.Editor == shown.Editor && one.Key <= number).ToList())
                {
                    if (waiting.TryRemove(earlier, out _)) seen.Add(Stopwatch.GetElapsedTime(one.Sent, now).TotalMilliseconds);
                }
            }
        }

        async Task Work(int editor)
        {
            var random = new Random(editor);
            for (var turn = 0; watch.Elapsed < length; turn++)
            {
                if (rest > TimeSpan.Zero) await Task.Delay(rest * (0.5 + random.NextDouble()));
                var number = Interlocked.Increment(ref numbers);
                var follows = editor < Alone + 2; // of those who change the same words nobody knows whose stand
                foreach (var one in await editors[editor].SaveAsync(sown.Edited[editor], (isEnglish, text) => Type(isEnglish, text), turn % 4 == 3 ? "table" : "save")) times.Add(one);

                string Type(bool isEnglish, string text)
                {
                    if (follows) waiting[number] = (editor, Stopwatch.GetTimestamp());
                    return Typed(editor, isEnglish, text, number);
                }
            }
        }
    }

    /// <summary>Another number of the work item; or, by the second of two who share a paragraph, of the officials.</summary>
    private static string Typed(int editor, bool isEnglish, string text, int number)
    {
        if (editor != Alone + 1) return isEnglish ? Item().Replace(text, $"work item {number}") : ItemInChinese().Replace(text, $"工作项{number}");
        return isEnglish ? People().Replace(text, $"train {number} officials") : PeopleInChinese().Replace(text, $"培训{number}名");
    }

    private static async Task SaveOkAsync(RecordVisitor writer, string paragraph)
    {
        var number = Interlocked.Increment(ref numbers);
        var sent = await writer.SaveAsync(paragraph, (isEnglish, text) => Typed(0, isEnglish, text, number), "save");
        if (sent[^1].Status != HttpStatusCode.OK) throw new InvalidOperationException($"A save answered {sent[^1].Status}.");
    }

    private static async Task SealAsync(string database, Sown sown)
    {
        var (reading, sealing, fetching) = (new List<double>(), new List<double>(), new List<double>());
        var (files, bytes) = (0, 0.0);
        foreach (var (record, signatories) in sown.Agreed)
        {
            var people = signatories.Select(who => new RecordVisitor($"http://localhost:{Port}", record, who)).ToList();
            var start = Stopwatch.GetTimestamp();
            await people[0].Http.GetStringAsync($"/en/records/{record}/sign");
            reading.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await SignAsync(people[0], signatories[0], record);
            start = Stopwatch.GetTimestamp();
            await SignAsync(people[1], signatories[1], record);
            while ((await people[0].Http.GetAsync($"/en/records/{record}/files/{record}.jws")).StatusCode != HttpStatusCode.OK)
            {
                if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(2)) throw new TimeoutException("The record was not sealed within two minutes.");
                await Task.Delay(50);
            }

            sealing.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var page = await people[0].Http.GetStringAsync($"/en/records/{record}");
            start = Stopwatch.GetTimestamp();
            foreach (var file in Exports().Matches(page).Select(match => match.Groups[1].Value).Concat(["?handler=docx", "?handler=tmx", "?handler=xliff&from=en&to=zh"]))
            {
                bytes += (await people[0].Http.GetByteArrayAsync($"/en/records/{record}/files{(file[0] == '?' ? file : "/" + file)}")).Length;
                files++;
            }

            fetching.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            people.ForEach(one => one.Dispose());
        }

        PageBench.Line($"record.{database}.sign.page", Load.Median(reading, time => time), "ms", $"{RecordSeed.Paragraphs} paragraphs on one page, to be read before signing", double.NaN);
        PageBench.Line($"record.{database}.seal", Load.Median(sealing, time => time), "s", "limit 10 s, with the line below; from sending the last signature", Load.Median(sealing, time => time) / 10);
        PageBench.Line($"record.{database}.seal.fetch", Load.Median(fetching, time => time), "s", string.Create(CultureInfo.InvariantCulture, $"{files / sown.Agreed.Length} files, {bytes / sown.Agreed.Length / 1048576:0.0} MB, of which DOCX, TMX and XLIFF for the desks are made anew"), double.NaN);
    }

    private static async Task SignAsync(RecordVisitor signatory, Somebody who, string record)
    {
        var page = await signatory.Http.GetStringAsync($"/en/records/{record}/sign");
        var start = page.IndexOf($"action=\"/en/records/{record}/sign/password\"", StringComparison.Ordinal);
        if (start < 0) throw new InvalidOperationException("The record cannot be signed: " + Regex.Replace(page[page.IndexOf("<main", StringComparison.Ordinal)..], "<[^>]+>|\\s+", " ")[..2000]);

        var form = page[start..page.IndexOf("</form>", start, StringComparison.Ordinal)];
        using var content = new FormUrlEncodedContent([.. RecordVisitor.Fields(form), new("Input.Password", RecordSeed.Password), new("Input.Code", Totp.CodeAt(who.Secret, Totp.StepAt(NodaTime.SystemClock.Instance.GetCurrentInstant())))]);
        using var answer = await signatory.Http.PostAsync($"/en/records/{record}/sign/password", content);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException($"A signature answered {answer.StatusCode}.");
    }

    private static TimeSpan Processor(Process node)
    {
        node.Refresh();
        return node.TotalProcessorTime;
    }

    private static double Quantile(IReadOnlyList<double> all, double share) => all.Order().ElementAt((int)Math.Ceiling(share * (all.Count - 1)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b1\d{5}\b")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"work item (\[[^\]]*\]|\d+)")]
    private static partial Regex Item();

    [GeneratedRegex(@"工作项(\[[^\]]*\]|\d+)")]
    private static partial Regex ItemInChinese();

    [GeneratedRegex(@"train (\[[^\]]*\]|\d+) officials")]
    private static partial Regex People();

    [GeneratedRegex(@"培训(\[[^\]]*\]|\d+)名")]
    private static partial Regex PeopleInChinese();

    [GeneratedRegex("""href="[^"]*/files/([^"/]+)">""")]
    private static partial Regex Exports();
}
