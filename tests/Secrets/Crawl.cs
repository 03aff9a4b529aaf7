using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Concord.Tests.Support;

namespace Concord.Tests.Secrets;

/// <summary>Something a reader got that he should not have.</summary>
internal sealed record Leak(string Reader, string Address, string What)
{
    public override string ToString() => $"{Reader} at {Address}: {What}";
}

/// <summary>
/// Reads every address as every reader, in a world of everything and in one without what that reader may not see: nothing of it may stand in
/// any answer, and the two answers must be the same.
/// </summary>
internal sealed partial class Crawl(Database database, Action<Microsoft.AspNetCore.Builder.WebApplication>? also = null)
{
    private readonly ConcurrentBag<Leak> leaks = [];
    private int answers;

    public IReadOnlyList<Leak> Leaks => [.. leaks.OrderBy(leak => leak.Address, StringComparer.Ordinal).ThenBy(leak => leak.Reader, StringComparer.Ordinal)];

    public int Answers => answers;

    public int Routes { get; private set; }

    /// <summary>How many addresses there are, and how long what took: to keep the crawl within its time.</summary>
    public string Course { get; private set; } = "";

    public static IEnumerable<string> TokensIn(string text) => Token().Matches(text).Select(match => match.Value).Distinct();

    /// <param name="readers">Null: all.</param>
    /// <param name="only">The routes to ask; null: all.</param>
    public async Task RunAsync(IReadOnlyList<Reader>? readers = null, Func<SiteRoute, bool>? only = null)
    {
        await using var full = await World.Of(database, Sight.OfEverything, also: also);
        var routes = (await Site.Routes(full.App)).Where(only ?? (_ => true)).ToList();
        Routes = routes.Count;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var finder = new Addresses(full, routes);
        var addresses = await finder.AllAsync();
        var writes = await WritesOf(full, finder, routes);
        Course = $"{addresses.Count} addresses and {writes.Sum(write => write.Others.Count)} writes found in {watch.Elapsed.TotalSeconds:0} s";

        // Readers do not disturb each other; who writes is alone, since nothing may have changed afterwards.
        watch.Restart();
        var groups = (readers ?? Site.Readers).GroupBy(reader => Key(full.SightOf(reader))).Select(alike => alike.ToList()).ToList();
        var worlds = new ConcurrentDictionary<string, World>();
        try
        {
            await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (alike, _) =>
            {
                var sight = full.SightOf(alike[0]);
                var without = worlds[Key(sight)] = await World.Of(database, sight, full.Planting, also);
                await Task.WhenAll(alike.Select((reader, index) => Task.Run(() => ReadAsync(reader, index, alike.Count, sight, full, without, addresses))));
            });
            Course += $"; read in {watch.Elapsed.TotalSeconds:0} s";
            watch.Restart();
            foreach (var reader in groups.SelectMany(alike => alike))
            {
                var sight = full.SightOf(reader);
                await WriteAsync(reader, sight, full, worlds[Key(sight)], writes);
            }

            Course += $"; written in {watch.Elapsed.TotalSeconds:0} s";
        }
        finally
        {
            foreach (var world in worlds.Values) await world.DisposeAsync();
        }
    }

    private static string Key(Sight sight) => string.Join(',', sight.Audiences.Order(StringComparer.Ordinal)) + "/" + string.Join(',', sight.Assigned.Order());

    /// <summary>
    /// One reader reads in order, so that what reading itself changes is the same in both worlds. Every reader opens every page; the
    /// filters, orders and searches of a list are dealt out among the roles that see the same, so that each is asked by one of them in each language.
    /// </summary>
    private async Task ReadAsync(Reader reader, int index, int alike, Sight sight, World full, World without, IReadOnlyList<Asked> addresses)
    {
        using var here = await reader.In(full.App);
        using var there = await reader.In(without.App);
        var closed = new HashSet<SiteRoute>();
        foreach (var language in new[] { "en", "zh" })
        {
            closed.Clear();
            var turn = language == "en" ? index : index + 1;
            foreach (var asked in addresses)
            {
                if (asked.Query != "" && turn++ % alike != 0) continue;

                // A closed door is the same for every record behind it: it is tried once in each language.
                if (!Addresses.MayEnter(asked.Route, reader) && !closed.Add(asked.Route)) continue;
                if (language != "en" && !asked.Route.HasLanguage) continue;

                var path = asked.Path(language);
                var both = await Task.WhenAll(Get(here, path), Get(there, path));
                Compare(reader, path, both[0], both[1]);
                Search(reader, sight, full.Planting, path, both[0]);
            }
        }
    }

    private async Task<Answer> Get(Browser browser, string path)
    {
        using var response = await browser.Http.GetAsync(path);
        Interlocked.Increment(ref answers);
        return await Answer.From(response);
    }

    private void Compare(Reader reader, string path, Answer full, Answer without)
    {
        if (full.Status >= 500) leaks.Add(new(reader.ToString(), path, $"the page fails ({full.Status}); a field that is no free text belongs into Planting.WithoutSecret"));
        else if (full.Text != without.Text) leaks.Add(new(reader.ToString(), path, "differs when foreign records are there: " + Answer.Difference(full, without)));
    }

    private void Search(Reader reader, Sight sight, Planting planting, string path, Answer answer)
    {
        foreach (var token in TokensIn(answer.Text))
        {
            // What stands in the address that was asked for is no news to whoever asked.
            if (path.Contains(token, StringComparison.Ordinal)) continue;
            if (planting.Secrets.TryGetValue(token, out var secret) && !planting.IsSeen(secret.Seed, sight)) leaks.Add(new(reader.ToString(), path, $"shows {secret.Where}, which is for {secret.Seed.Audience}"));
        }

        foreach (var id in Id().Matches(answer.Text).Select(match => Guid.Parse(match.Value)).Distinct())
        {
            if (planting.Find(id) is { } seed && !planting.IsSeen(seed, sight) && !path.Contains(id.ToString(), StringComparison.Ordinal)) leaks.Add(new(reader.ToString(), path, $"shows the id of a {seed.Type.Name}, which is for {seed.Audience}"));
        }
    }

    /// <summary>What is posted where: the forms as they stand on a page of a record that all may read, sent to the addresses of others.</summary>
    private static async Task<IReadOnlyList<(SiteRoute Route, IReadOnlyDictionary<string, string> Own, IReadOnlyList<IReadOnlyDictionary<string, string>> Others)>> WritesOf(World full, Addresses finder, IReadOnlyList<SiteRoute> routes)
    {
        _ = full;
        var writes = new List<(SiteRoute, IReadOnlyDictionary<string, string>, IReadOnlyList<IReadOnlyDictionary<string, string>>)>();
        foreach (var route in routes.Where(route => route.Methods.Any(method => method != "GET" && method != "HEAD") && route.Parameters.Any()))
        {
            foreach (var tuple in (await finder.TuplesOf(route)).Where(tuple => tuple.Values.Any(value => finder.SeedOf(value) is not null)))
            {
                writes.Add((route, tuple, [.. finder.Widened(tuple).Skip(1)]));
            }
        }

        return writes;
    }

    private async Task WriteAsync(Reader reader, Sight sight, World full, World without, IReadOnlyList<(SiteRoute Route, IReadOnlyDictionary<string, string> Own, IReadOnlyList<IReadOnlyDictionary<string, string>> Others)> writes)
    {
        var mine = writes.Where(write => Addresses.MayEnter(write.Route, reader)).ToList();
        if (mine.Count == 0) return;

        using var here = await reader.In(full.App);
        using var there = await reader.In(without.App);
        await full.App.Settle();
        var before = await Dump.Of(full.App);
        var posted = new List<string>();
        foreach (var (route, own, others) in mine)
        {
            var address = route.Address("en", own);
            if (await FormOf(here, address) is not { } found || await FormOf(there, address) is not { } foundThere) continue;

            var (form, formThere) = (Fields(found), Fields(foundThere));

            var names = route.Handlers.Where(handler => handler.Method == "POST").Select(handler => handler.Name?.ToLowerInvariant());
            foreach (var values in others.Where(values => values.Values.Any(value => finderSeed(value) is { } seed ? !full.Planting.IsSeen(seed, sight) : value is "never-existed" or "01234567-0000-7000-8000-000000000000")))
            {
                foreach (var name in names)
                {
                    var path = route.Address("en", name is not null && route.Parameters.Contains("handler") ? new Dictionary<string, string>(values) { ["handler"] = name } : values);
                    if (name is not null && !route.Parameters.Contains("handler")) path += "?handler=" + name;
                    posted.Add(path);
                    var both = await Task.WhenAll(Post(here, path, form), Post(there, path, formThere));
                    Compare(reader, "POST " + path, both[0], both[1]);
                    Search(reader, sight, full.Planting, path, both[0]);
                }
            }
        }

        // A form of his own that names what he may not see: as if it did not exist.
        foreach (var (route, own, _) in mine)
        {
            var address = route.Address("en", own);
            if (await FormOf(here, address) is not { } found || await FormOf(there, address) is not { } foundThere) continue;

            foreach (var select in found.Elements.OfType<IHtmlSelectElement>())
            {
                var kind = select.Options.Select(option => finderSeed(option.Value)).OfType<Seed>().FirstOrDefault();
                if (kind is null || select.Name is not { } name) continue;

                foreach (var seed in full.Planting.SamplesOf(kind.Type).Where(seed => !full.Planting.IsSeen(seed, sight)))
                {
                    var value = select.Options.Any(option => Guid.TryParse(option.Value, out _)) ? seed.Id.ToString() : seed.Name;
                    posted.Add(address);
                    var both = await Task.WhenAll(Post(here, address, Set(Fields(found), name, value)), Post(there, address, Set(Fields(foundThere), name, value)));
                    Compare(reader, $"POST {address} with {name} of a {seed.Type.Name} for {seed.Audience}", both[0], both[1]);
                    Search(reader, sight, full.Planting, value, both[0]);
                }
            }
        }

        foreach (var change in Dump.Changes(before, await Dump.Of(full.App))) leaks.Add(new(reader.ToString(), $"one of {posted.Count} POSTs to what it may not see", "changed " + change));

        Seed? finderSeed(string value) => Guid.TryParse(value, out var id) ? full.Planting.Find(id) : full.Planting.Seeds.FirstOrDefault(seed => seed.Name == value);
    }

    /// <summary>The form of a page, or any form that carries a token; null where there is none.</summary>
    private static async Task<IHtmlFormElement?> FormOf(Browser browser, string address)
    {
        foreach (var (page, form) in new[] { (address, "main form[method=post]"), (address, "form[method=post]"), ("/en/", "form[method=post]") })
        {
            if ((await browser.Get(page)).Document.QuerySelector(form) is IHtmlFormElement found) return found;
        }

        return null;
    }

    /// <summary>The fields as the page filled them, and what forms ask for besides.</summary>
    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form) =>
        form.Elements.OfType<IHtmlElement>()
            .Select(element => element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => default,
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                _ => default((string? Name, string? Value)),
            })
            .Where(pair => !string.IsNullOrEmpty(pair.Name))
            .Select(pair => KeyValuePair.Create(pair.Name!, pair.Value ?? ""))
            .Append(new("reason", "Because"))
            .Append(new("note", "Because"))
            .ToList();

    private static List<KeyValuePair<string, string>> Set(List<KeyValuePair<string, string>> fields, string name, string value) =>
        [.. fields.Where(field => field.Key != name), new(name, value)];

    private async Task<Answer> Post(Browser browser, string path, List<KeyValuePair<string, string>> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await browser.Http.PostAsync(path, content);
        Interlocked.Increment(ref answers);
        return await Answer.From(response);
    }

    [GeneratedRegex("zq[a-z]{9}qz")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")]
    private static partial Regex Id();
}
